package org.fovea.lab.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that was tried and does not help: a line of the negative cache. Whether it still holds is said by the
 * judgements about it.
 *
 * @param benchmark key of where it was tested
 * @param family that it is about
 * @param region settings that are closed: from a setting's name to what is closed, {@code 6..}, {@code ..2},
 *     {@code 1..4}, {@code a|b} or a value; empty for the whole family
 * @param mechanism what was tested, and why it does not help
 * @param preconditions what it was tested under, as in {@code code} to a hash, {@code gradients} to {@code checked};
 *     see {@link Precondition}
 * @param evidence keys of runs
 * @param numbers what these showed, for people
 * @param reopens what would be a reason to try again
 * @param by who closed it
 * @param time when
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
    /** Rejects a dead end without mechanism, preconditions or evidence. */
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

    @Override
    public RecordKind kind() {
        return RecordKind.DEAD_END;
    }

    @Override
    public Instant recorded() {
        return time;
    }

    /** Begins a new one. What is not said is absent, empty or 0; everything else must be said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.benchmark = benchmark;
        builder.family = family;
        builder.region = region;
        builder.mechanism = mechanism;
        builder.preconditions = preconditions;
        builder.evidence = evidence;
        builder.numbers = numbers;
        builder.reopens = reopens;
        builder.by = by;
        builder.time = time;
        return builder;
    }

    /** Components by their names; see {@link DeadEnd} for what they are. */
    public static final class Builder {
        private String benchmark;
        private String family;
        private Map<String, String> region = Map.of();
        private String mechanism;
        private Map<String, String> preconditions;
        private List<String> evidence;
        private String numbers;
        private String reopens;
        private Author by;
        private Instant time;

        private Builder() {}

        /** Key of where it was tested. */
        public Builder benchmark(String value) {
            benchmark = value;
            return this;
        }

        /** That it is about. */
        public Builder family(String value) {
            family = value;
            return this;
        }

        /**
         * Settings that are closed: from a setting's name to what is closed, {@code 6..}, {@code ..2}, {@code 1..4},
         * {@code a|b} or a value; empty for the whole family.
         */
        public Builder region(Map<String, String> value) {
            region = value;
            return this;
        }

        /** What was tested, and why it does not help. */
        public Builder mechanism(String value) {
            mechanism = value;
            return this;
        }

        /**
         * What it was tested under, as in {@code code} to a hash, {@code gradients} to {@code checked}; see
         * {@link Precondition}.
         */
        public Builder preconditions(Map<String, String> value) {
            preconditions = value;
            return this;
        }

        /** Keys of runs. */
        public Builder evidence(List<String> value) {
            evidence = value;
            return this;
        }

        /** What these showed, for people. */
        public Builder numbers(String value) {
            numbers = value;
            return this;
        }

        /** What would be a reason to try again. */
        public Builder reopens(String value) {
            reopens = value;
            return this;
        }

        /** Who closed it. */
        public Builder by(Author value) {
            by = value;
            return this;
        }

        /** When. */
        public Builder time(Instant value) {
            time = value;
            return this;
        }

        /** The record. */
        public DeadEnd build() {
            return new DeadEnd(
                    benchmark, family, region, mechanism, preconditions, evidence, numbers, reopens, by, time);
        }
    }
}
