package org.fovea.lab.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody, or a rule, thinks of a record.
 *
 * @param verdict what
 * @param about kind of the record
 * @param subject its key
 * @param benchmark key of where it holds
 * @param by who
 * @param reason why, in words
 * @param evidence keys of runs that it leans on
 * @param preconditions what these leaned on; see {@link Precondition}
 * @param review what was looked at and the risks, of promotions; Markdown
 * @param time when
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
    /** Rejects a judgement without a reason. */
    public Judgement {
        Texts.key("the subject", subject);
        Texts.key("the benchmark", benchmark);
        Texts.required("reason", reason);
        Texts.keys("evidence", evidence);
        evidence = List.copyOf(evidence);
        preconditions = Texts.sorted(preconditions);
        time = Texts.time(time);
    }

    /** What can be thought. */
    public enum Verdict {
        /** A run is the floor from now on. */
        PROMOTED,
        /** A run or candidate is not better. */
        REJECTED,
        /** A run was the floor until now. */
        SUPERSEDED,
        /** What a record says cannot be trusted. */
        INVALIDATED,
        /** A dead end or judgement no longer holds. */
        REOPENED
    }

    @Override
    public RecordKind kind() {
        return RecordKind.JUDGEMENT;
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
        builder.verdict = verdict;
        builder.about = about;
        builder.subject = subject;
        builder.benchmark = benchmark;
        builder.by = by;
        builder.reason = reason;
        builder.evidence = evidence;
        builder.preconditions = preconditions;
        builder.review = review;
        builder.time = time;
        return builder;
    }

    /** Components by their names; see {@link Judgement} for what they are. */
    public static final class Builder {
        private Verdict verdict;
        private RecordKind about;
        private String subject;
        private String benchmark;
        private Author by;
        private String reason;
        private List<String> evidence = List.of();
        private Map<String, String> preconditions = Map.of();
        private Optional<String> review = Optional.empty();
        private Instant time;

        private Builder() {}

        /** What. */
        public Builder verdict(Verdict value) {
            verdict = value;
            return this;
        }

        /** Kind of the record. */
        public Builder about(RecordKind value) {
            about = value;
            return this;
        }

        /** Its key. */
        public Builder subject(String value) {
            subject = value;
            return this;
        }

        /** Key of where it holds. */
        public Builder benchmark(String value) {
            benchmark = value;
            return this;
        }

        /** Who. */
        public Builder by(Author value) {
            by = value;
            return this;
        }

        /** Why, in words. */
        public Builder reason(String value) {
            reason = value;
            return this;
        }

        /** Keys of runs that it leans on. */
        public Builder evidence(List<String> value) {
            evidence = value;
            return this;
        }

        /** What these leaned on; see {@link Precondition}. */
        public Builder preconditions(Map<String, String> value) {
            preconditions = value;
            return this;
        }

        /** What was looked at and the risks, of promotions; Markdown. */
        public Builder review(Optional<String> value) {
            review = value;
            return this;
        }

        /** When. */
        public Builder time(Instant value) {
            time = value;
            return this;
        }

        /** The record. */
        public Judgement build() {
            return new Judgement(verdict, about, subject, benchmark, by, reason, evidence, preconditions, review, time);
        }
    }
}
