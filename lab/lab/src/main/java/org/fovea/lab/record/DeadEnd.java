package org.fovea.lab.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fovea.config.RecordBuilder;

/**
 * Something that was tried and does not help: a line of the negative cache. Whether it still holds is said by the
 * judgements about it.
 *
 * @param benchmark key of where it was tested
 * @param region settings that are closed: from a setting's name to what is closed, {@code 6..}, {@code ..2},
 *     {@code 1..4}, {@code a|b} or a value; empty for the whole family
 * @param mechanism what was tested, and why it does not help
 * @param preconditions what it was tested under, as in {@code code} to a hash, {@code gradients} to {@code checked};
 *     see {@link Precondition}
 * @param numbers what these showed, for people
 * @param reopens what would be a reason to try again
 */
public record DeadEnd(
        String benchmark,
        String family,
        Map<String, String> region,
        String mechanism,
        Map<String, String> preconditions,
        List<String> evidence,
        String numbers,
        String reopens,
        Author by,
        Instant time)
        implements LabRecord {
    public DeadEnd {
        Texts.key("the benchmark", benchmark);
        Texts.required("family", family);
        Texts.required("mechanism of the dead end", mechanism);
        Texts.required("numbers of the dead end", numbers);
        Texts.required("reason that would reopen it", reopens);
        Texts.keys("evidence", evidence);
        region = Texts.sorted(region);
        preconditions = Texts.sorted(preconditions);
        evidence = List.copyOf(evidence);
        if (preconditions.isEmpty()) {
            throw new IllegalArgumentException("a dead end says what it was tested under");
        }
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a dead end names the runs that show it");
        }
        time = Texts.time(time);
    }

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class);
    }

    /** Sets components by their names; see {@link DeadEnd}. */
    public interface Builder {
        Builder benchmark(String value);

        Builder family(String value);

        Builder region(Map<String, String> value);

        Builder mechanism(String value);

        Builder preconditions(Map<String, String> value);

        Builder evidence(List<String> value);

        Builder numbers(String value);

        Builder reopens(String value);

        Builder by(Author value);

        Builder time(Instant value);

        DeadEnd build();
    }
}
