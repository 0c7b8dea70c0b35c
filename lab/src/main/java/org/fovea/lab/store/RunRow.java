package org.fovea.lab.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;

/**
 * A run in a list: everything but what takes room.
 *
 * @param number in this ledger
 * @param key of the run
 * @param benchmark key
 * @param candidate key
 * @param label what the candidate changes, for people
 * @param study key
 * @param rung of the study
 * @param track kind of codec
 * @param family part of the codec
 * @param pairs that were scored
 * @param whole whether the score is one of the whole benchmark
 * @param bytes of the archive
 * @param payload bytes outside it, where known
 * @param segmentation distortion
 * @param pose distortion
 * @param score {@code current_workflow}
 * @param ruleFaithfulScore {@code rule_faithful}, where known
 * @param codeVersion which code ran
 * @param started begin
 * @param ended end
 * @param source who measured
 * @param name what its source or its author called it
 * @param tags of its candidate
 * @param job that made it
 * @param series job of which it is a repetition, with another seed or anew
 * @param verdict what is thought of it now, where anything is
 */
public record RunRow(
        long number,
        String key,
        String benchmark,
        String candidate,
        String label,
        Optional<String> study,
        int rung,
        String track,
        String family,
        int pairs,
        boolean whole,
        long bytes,
        Optional<Long> payload,
        double segmentation,
        double pose,
        double score,
        Optional<Double> ruleFaithfulScore,
        String codeVersion,
        Instant started,
        Instant ended,
        String source,
        Optional<String> name,
        List<String> tags,
        Optional<String> job,
        Optional<String> series,
        Optional<Verdict> verdict) {
    /** What it shares with its repetitions; absent of imported runs. */
    public Optional<String> seriesKey() {
        return series.or(() -> job);
    }

    /** As people read it: R-0107. */
    public String numberLabel() {
        return RecordKind.RUN.label(number);
    }

    /** Begins a new one. What is not said is absent, empty or 0; everything else must be said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.number = number;
        builder.key = key;
        builder.benchmark = benchmark;
        builder.candidate = candidate;
        builder.label = label;
        builder.study = study;
        builder.rung = rung;
        builder.track = track;
        builder.family = family;
        builder.pairs = pairs;
        builder.whole = whole;
        builder.bytes = bytes;
        builder.payload = payload;
        builder.segmentation = segmentation;
        builder.pose = pose;
        builder.score = score;
        builder.ruleFaithfulScore = ruleFaithfulScore;
        builder.codeVersion = codeVersion;
        builder.started = started;
        builder.ended = ended;
        builder.source = source;
        builder.name = name;
        builder.tags = tags;
        builder.job = job;
        builder.series = series;
        builder.verdict = verdict;
        return builder;
    }

    /** Components by their names; see {@link RunRow} for what they are. */
    public static final class Builder {
        private long number;
        private String key;
        private String benchmark;
        private String candidate;
        private String label;
        private Optional<String> study = Optional.empty();
        private int rung;
        private String track;
        private String family;
        private int pairs;
        private boolean whole;
        private long bytes;
        private Optional<Long> payload = Optional.empty();
        private double segmentation;
        private double pose;
        private double score;
        private Optional<Double> ruleFaithfulScore = Optional.empty();
        private String codeVersion;
        private Instant started;
        private Instant ended;
        private String source;
        private Optional<String> name = Optional.empty();
        private List<String> tags = List.of();
        private Optional<String> job = Optional.empty();
        private Optional<String> series = Optional.empty();
        private Optional<Verdict> verdict = Optional.empty();

        private Builder() {}

        /** In this ledger. */
        public Builder number(long value) {
            number = value;
            return this;
        }

        /** Of the run. */
        public Builder key(String value) {
            key = value;
            return this;
        }

        /** Key. */
        public Builder benchmark(String value) {
            benchmark = value;
            return this;
        }

        /** Key. */
        public Builder candidate(String value) {
            candidate = value;
            return this;
        }

        /** What the candidate changes, for people. */
        public Builder label(String value) {
            label = value;
            return this;
        }

        /** Key. */
        public Builder study(Optional<String> value) {
            study = value;
            return this;
        }

        /** Of the study. */
        public Builder rung(int value) {
            rung = value;
            return this;
        }

        /** Kind of codec. */
        public Builder track(String value) {
            track = value;
            return this;
        }

        /** Part of the codec. */
        public Builder family(String value) {
            family = value;
            return this;
        }

        /** That were scored. */
        public Builder pairs(int value) {
            pairs = value;
            return this;
        }

        /** Whether the score is one of the whole benchmark. */
        public Builder whole(boolean value) {
            whole = value;
            return this;
        }

        /** Of the archive. */
        public Builder bytes(long value) {
            bytes = value;
            return this;
        }

        /** Bytes outside it, where known. */
        public Builder payload(Optional<Long> value) {
            payload = value;
            return this;
        }

        /** Distortion. */
        public Builder segmentation(double value) {
            segmentation = value;
            return this;
        }

        /** Distortion. */
        public Builder pose(double value) {
            pose = value;
            return this;
        }

        /** {@code current_workflow}. */
        public Builder score(double value) {
            score = value;
            return this;
        }

        /** {@code rule_faithful}, where known. */
        public Builder ruleFaithfulScore(Optional<Double> value) {
            ruleFaithfulScore = value;
            return this;
        }

        /** Which code ran. */
        public Builder codeVersion(String value) {
            codeVersion = value;
            return this;
        }

        /** Begin. */
        public Builder started(Instant value) {
            started = value;
            return this;
        }

        /** End. */
        public Builder ended(Instant value) {
            ended = value;
            return this;
        }

        /** Who measured. */
        public Builder source(String value) {
            source = value;
            return this;
        }

        /** What its source or its author called it. */
        public Builder name(Optional<String> value) {
            name = value;
            return this;
        }

        /** Of its candidate. */
        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        /** That made it. */
        public Builder job(Optional<String> value) {
            job = value;
            return this;
        }

        /** Job of which it is a repetition. */
        public Builder series(Optional<String> value) {
            series = value;
            return this;
        }

        /** What is thought of it now, where anything is. */
        public Builder verdict(Optional<Verdict> value) {
            verdict = value;
            return this;
        }

        /** The record. */
        public RunRow build() {
            return new RunRow(
                    number,
                    key,
                    benchmark,
                    candidate,
                    label,
                    study,
                    rung,
                    track,
                    family,
                    pairs,
                    whole,
                    bytes,
                    payload,
                    segmentation,
                    pose,
                    score,
                    ruleFaithfulScore,
                    codeVersion,
                    started,
                    ended,
                    source,
                    name,
                    tags,
                    job,
                    series,
                    verdict);
        }
    }
}
