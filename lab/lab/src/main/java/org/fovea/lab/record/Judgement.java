package org.fovea.lab.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.RecordBuilder;

/**
 * What a person, an agent or a rule thinks of a record.
 *
 * @param about kind of the record
 * @param benchmark key of where it holds
 * @param evidence keys of runs that it leans on
 * @param preconditions what these leaned on; see {@link Precondition}
 * @param review what was reviewed and the risks, of promotions; Markdown
 */
public record Judgement(
        Verdict verdict,
        RecordKind about,
        String subject,
        String benchmark,
        Author by,
        String reason,
        List<String> evidence,
        Map<String, String> preconditions,
        Optional<String> review,
        Instant time)
        implements LabRecord {
    public Judgement {
        Texts.key("the subject", subject);
        Texts.key("the benchmark", benchmark);
        Texts.required("reason", reason);
        Texts.keys("evidence", evidence);
        evidence = List.copyOf(evidence);
        preconditions = Texts.sorted(preconditions);
        time = Texts.time(time);
    }

    public enum Verdict {
        /** A run is the baseline from now on. */
        PROMOTED,
        /** A run or candidate is not better. */
        REJECTED,
        /** A run was the baseline until now. */
        SUPERSEDED,
        /** What a record says cannot be trusted. */
        INVALIDATED,
        /** A dead end or judgement no longer holds. */
        REOPENED
    }

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class);
    }

    /** Sets components by their names; see {@link Judgement}. */
    public interface Builder {
        Builder verdict(Verdict value);

        Builder about(RecordKind value);

        Builder subject(String value);

        Builder benchmark(String value);

        Builder by(Author value);

        Builder reason(String value);

        Builder evidence(List<String> value);

        Builder preconditions(Map<String, String> value);

        Builder review(Optional<String> value);

        Builder time(Instant value);

        Judgement build();
    }
}
