package org.fovea.lab.queue;

import org.fovea.lab.record.RecordBuilder;
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

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class).notBefore(Instant.EPOCH);
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        return RecordBuilder.of(Builder.class, this);
    }

    /** Sets components by their names; see {@link Job}. */
    public interface Builder {
        Builder id(String value);

        Builder experiment(String value);

        Builder study(Optional<String> value);

        Builder benchmark(String value);

        Builder candidate(String value);

        Builder pairs(int value);

        Builder step(Step value);

        Builder state(JobState value);

        Builder priority(int value);

        Builder needs(Needs value);

        Builder attempt(int value);

        Builder mostAttempts(int value);

        Builder deaths(int value);

        Builder worker(Optional<String> value);

        Builder notBefore(Instant value);

        Builder started(Optional<Instant> value);

        Builder heartbeat(Optional<Instant> value);

        Builder finished(Optional<Instant> value);

        Builder progress(Optional<Progress> value);

        Builder result(Optional<String> value);

        Builder error(Optional<String> value);

        Builder blockedBecause(Optional<String> value);

        /** The record. */
        Job build();
    }
}
