package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A step of an experiment in the queue.
 *
 * @param id {@code HASH:build} and so on
 * @param experiment its hash
 * @param study key of the study that asked first
 * @param benchmark key
 * @param candidate key
 * @param pairs how many are scored
 * @param step which
 * @param state where it is
 * @param priority higher comes first
 * @param needs what it needs
 * @param attempt failures so far
 * @param mostAttempts failures after which it is given up
 * @param deaths workers that were lost over it
 * @param worker who does it, or did last
 * @param notBefore when it may begin at the earliest
 * @param started begin of the latest attempt
 * @param heartbeat when its worker was last heard of
 * @param finished when it succeeded, failed for good or was skipped
 * @param progress how far it is
 * @param result what came of it, JSON
 * @param error the latest failure, one line
 * @param blockedBecause why it waits, in words
 */
public record Job(
        String id,
        String experiment,
        Optional<String> study,
        String benchmark,
        String candidate,
        int pairs,
        Step step,
        JobState state,
        int priority,
        Needs needs,
        int attempt,
        int mostAttempts,
        int deaths,
        Optional<String> worker,
        Instant notBefore,
        Optional<Instant> started,
        Optional<Instant> heartbeat,
        Optional<Instant> finished,
        Optional<Progress> progress,
        Optional<String> result,
        Optional<String> error,
        Optional<String> blockedBecause) {
    /**
     * How far a step is.
     *
     * @param doing what, a word
     * @param done of {@code total}
     * @param total 0 for unknown
     */
    public record Progress(String doing, long done, long total) {
        /** Share that is done, 0..1, where known. */
        public Optional<Double> share() {
            return total > 0 ? Optional.of(Math.clamp((double) done / total, 0, 1)) : Optional.empty();
        }
    }

    /** How long it ran, where it has begun and ended. */
    public Optional<Duration> duration() {
        return started.flatMap(begin -> finished.map(end -> Duration.between(begin, end)));
    }

    /** Begins a new one. What is not said is absent, empty or 0; everything else must be said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.id = id;
        builder.experiment = experiment;
        builder.study = study;
        builder.benchmark = benchmark;
        builder.candidate = candidate;
        builder.pairs = pairs;
        builder.step = step;
        builder.state = state;
        builder.priority = priority;
        builder.needs = needs;
        builder.attempt = attempt;
        builder.mostAttempts = mostAttempts;
        builder.deaths = deaths;
        builder.worker = worker;
        builder.notBefore = notBefore;
        builder.started = started;
        builder.heartbeat = heartbeat;
        builder.finished = finished;
        builder.progress = progress;
        builder.result = result;
        builder.error = error;
        builder.blockedBecause = blockedBecause;
        return builder;
    }

    /** Components by their names; see {@link Job} for what they are. */
    public static final class Builder {
        private String id;
        private String experiment;
        private Optional<String> study = Optional.empty();
        private String benchmark;
        private String candidate;
        private int pairs;
        private Step step;
        private JobState state;
        private int priority;
        private Needs needs;
        private int attempt;
        private int mostAttempts;
        private int deaths;
        private Optional<String> worker = Optional.empty();
        private Instant notBefore = Instant.EPOCH;
        private Optional<Instant> started = Optional.empty();
        private Optional<Instant> heartbeat = Optional.empty();
        private Optional<Instant> finished = Optional.empty();
        private Optional<Progress> progress = Optional.empty();
        private Optional<String> result = Optional.empty();
        private Optional<String> error = Optional.empty();
        private Optional<String> blockedBecause = Optional.empty();

        private Builder() {}

        /** {@code HASH:build} and so on. */
        public Builder id(String value) {
            id = value;
            return this;
        }

        /** Its hash. */
        public Builder experiment(String value) {
            experiment = value;
            return this;
        }

        /** Key of the study that asked first. */
        public Builder study(Optional<String> value) {
            study = value;
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

        /** How many are scored. */
        public Builder pairs(int value) {
            pairs = value;
            return this;
        }

        /** Which. */
        public Builder step(Step value) {
            step = value;
            return this;
        }

        /** Where it is. */
        public Builder state(JobState value) {
            state = value;
            return this;
        }

        /** Higher comes first. */
        public Builder priority(int value) {
            priority = value;
            return this;
        }

        /** What it needs. */
        public Builder needs(Needs value) {
            needs = value;
            return this;
        }

        /** Failures so far. */
        public Builder attempt(int value) {
            attempt = value;
            return this;
        }

        /** Failures after which it is given up. */
        public Builder mostAttempts(int value) {
            mostAttempts = value;
            return this;
        }

        /** Workers that were lost over it. */
        public Builder deaths(int value) {
            deaths = value;
            return this;
        }

        /** Who does it, or did last. */
        public Builder worker(Optional<String> value) {
            worker = value;
            return this;
        }

        /** When it may begin at the earliest. */
        public Builder notBefore(Instant value) {
            notBefore = value;
            return this;
        }

        /** Begin of the latest attempt. */
        public Builder started(Optional<Instant> value) {
            started = value;
            return this;
        }

        /** When its worker was last heard of. */
        public Builder heartbeat(Optional<Instant> value) {
            heartbeat = value;
            return this;
        }

        /** When it succeeded, failed for good or was skipped. */
        public Builder finished(Optional<Instant> value) {
            finished = value;
            return this;
        }

        /** How far it is. */
        public Builder progress(Optional<Progress> value) {
            progress = value;
            return this;
        }

        /** What came of it, JSON. */
        public Builder result(Optional<String> value) {
            result = value;
            return this;
        }

        /** The latest failure, one line. */
        public Builder error(Optional<String> value) {
            error = value;
            return this;
        }

        /** Why it waits, in words. */
        public Builder blockedBecause(Optional<String> value) {
            blockedBecause = value;
            return this;
        }

        /** The record. */
        public Job build() {
            return new Job(
                    id,
                    experiment,
                    study,
                    benchmark,
                    candidate,
                    pairs,
                    step,
                    state,
                    priority,
                    needs,
                    attempt,
                    mostAttempts,
                    deaths,
                    worker,
                    notBefore,
                    started,
                    heartbeat,
                    finished,
                    progress,
                    result,
                    error,
                    blockedBecause);
        }
    }
}
