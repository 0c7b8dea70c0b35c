package org.fovea.lab.store;

import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;

/**
 * Which runs, in which order. Absent means any.
 *
 * @param benchmark key
 * @param candidate key
 * @param study key
 * @param track name
 * @param family name
 * @param verdict what is thought of them now
 * @param whole only those of all pairs, or only those of some
 * @param rung of the study
 * @param series job of which they are repetitions, or which made them
 * @param tag of their candidates
 * @param text a part of name, label, tags or family, in any case
 * @param order what to sort by
 * @param descending whether the largest comes first
 * @param limit most runs; 0 for all
 */
public record RunQuery(
        Optional<String> benchmark,
        Optional<String> candidate,
        Optional<String> study,
        Optional<String> track,
        Optional<String> family,
        Optional<Verdict> verdict,
        Optional<Boolean> whole,
        Optional<Integer> rung,
        Optional<String> series,
        Optional<String> tag,
        Optional<String> text,
        Order order,
        boolean descending,
        int limit) {
    /** What runs can be sorted by. */
    public enum Order {
        /** In which they came into the ledger. */
        NUMBER,
        /** Charged for the archive alone. */
        SCORE,
        /** Charged for payload outside, too. */
        RULE_FAITHFUL,
        /** Size of the archive. */
        BYTES,
        /** Segmentation distortion. */
        SEGMENTATION,
        /** Pose distortion. */
        POSE,
        /** End of the run. */
        ENDED
    }

    /** All runs, as they came. */
    public static RunQuery all() {
        return builder().build();
    }

    /** Of one benchmark. */
    public RunQuery of(String benchmarkKey) {
        return toBuilder().benchmark(Optional.of(benchmarkKey)).build();
    }

    /** Of one candidate. */
    public RunQuery ofCandidate(String key) {
        return toBuilder().candidate(Optional.of(key)).build();
    }

    /** Of one study. */
    public RunQuery ofStudy(String key) {
        return toBuilder().study(Optional.of(key)).build();
    }

    /** Of one job and its repetitions. */
    public RunQuery ofSeries(String job) {
        return toBuilder().series(Optional.of(job)).build();
    }

    /** Begins a new one, of all runs as they came. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.benchmark = benchmark;
        builder.candidate = candidate;
        builder.study = study;
        builder.track = track;
        builder.family = family;
        builder.verdict = verdict;
        builder.whole = whole;
        builder.rung = rung;
        builder.series = series;
        builder.tag = tag;
        builder.text = text;
        builder.order = order;
        builder.descending = descending;
        builder.limit = limit;
        return builder;
    }

    /** Components by their names; see {@link RunQuery} for what they are. */
    public static final class Builder {
        private Optional<String> benchmark = Optional.empty();
        private Optional<String> candidate = Optional.empty();
        private Optional<String> study = Optional.empty();
        private Optional<String> track = Optional.empty();
        private Optional<String> family = Optional.empty();
        private Optional<Verdict> verdict = Optional.empty();
        private Optional<Boolean> whole = Optional.empty();
        private Optional<Integer> rung = Optional.empty();
        private Optional<String> series = Optional.empty();
        private Optional<String> tag = Optional.empty();
        private Optional<String> text = Optional.empty();
        private Order order = Order.NUMBER;
        private boolean descending;
        private int limit;

        private Builder() {}

        /** Key. */
        public Builder benchmark(Optional<String> value) {
            benchmark = value;
            return this;
        }

        /** Key. */
        public Builder candidate(Optional<String> value) {
            candidate = value;
            return this;
        }

        /** Key. */
        public Builder study(Optional<String> value) {
            study = value;
            return this;
        }

        /** Name. */
        public Builder track(Optional<String> value) {
            track = value;
            return this;
        }

        /** Name. */
        public Builder family(Optional<String> value) {
            family = value;
            return this;
        }

        /** What is thought of them now. */
        public Builder verdict(Optional<Verdict> value) {
            verdict = value;
            return this;
        }

        /** Only those of all pairs, or only those of some. */
        public Builder whole(Optional<Boolean> value) {
            whole = value;
            return this;
        }

        /** Of the study. */
        public Builder rung(Optional<Integer> value) {
            rung = value;
            return this;
        }

        /** Job of which they are repetitions, or which made them. */
        public Builder series(Optional<String> value) {
            series = value;
            return this;
        }

        /** Of their candidates. */
        public Builder tag(Optional<String> value) {
            tag = value;
            return this;
        }

        /** A part of name, label, tags or family, in any case. */
        public Builder text(Optional<String> value) {
            text = value;
            return this;
        }

        /** What to sort by. */
        public Builder order(Order value) {
            order = value;
            return this;
        }

        /** Whether the largest comes first. */
        public Builder descending(boolean value) {
            descending = value;
            return this;
        }

        /** Most runs; 0 for all. */
        public Builder limit(int value) {
            limit = value;
            return this;
        }

        /** The record. */
        public RunQuery build() {
            return new RunQuery(
                    benchmark,
                    candidate,
                    study,
                    track,
                    family,
                    verdict,
                    whole,
                    rung,
                    series,
                    tag,
                    text,
                    order,
                    descending,
                    limit);
        }
    }
}
