package org.fovea.lab.queue;

import java.time.Instant;
import java.util.Optional;
import org.fovea.config.RecordBuilder;

/**
 * A step of an experiment in the queue.
 *
 * @param id {@code HASH:build} and so on
 * @param experiment its hash
 * @param study key of the study that asked
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

    /** The same step, waiting for another reason than the one that was written down. */
    Job waitingBecause(String reason) {
        return RecordBuilder.of(Builder.class, this)
                .state(JobState.QUEUED)
                .progress(Optional.empty())
                .blockedBecause(Optional.of(reason))
                .build();
    }

    /** What {@link #waitingBecause} changes. */
    public interface Builder {
        /** Sets where it is. */
        Builder state(JobState value);

        /** Sets how far it is. */
        Builder progress(Optional<Progress> value);

        /** Sets why it waits. */
        Builder blockedBecause(Optional<String> value);

        /** The step. */
        Job build();
    }
}
