package org.fovea.lab.queue;

import java.time.Instant;
import java.util.Optional;
import org.fovea.config.RecordBuilder;

/**
 * A step of an experiment in the queue.
 *
 * @param id {@code HASH:build} and so on
 * @param study key of the study that asked
 * @param mostAttempts failures after which it is given up
 * @param deaths workers that were lost over it
 * @param started begin of the latest attempt
 * @param result what came of it, JSON
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
        Optional<Instant> started,
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

    /** The same step, waiting for another reason than the one that was written down. */
    Job waitingBecause(String reason) {
        return RecordBuilder.of(Builder.class, this)
                .state(JobState.QUEUED)
                .progress(Optional.empty())
                .blockedBecause(Optional.of(reason))
                .build();
    }

    public interface Builder {
        Builder state(JobState value);

        Builder progress(Optional<Progress> value);

        Builder blockedBecause(Optional<String> value);

        Job build();
    }
}
