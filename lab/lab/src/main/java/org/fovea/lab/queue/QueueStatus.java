package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a lab is doing.
 *
 * @param experiments how many there are in each state
 * @param waiting steps that could begin, in the order in which they will, after those whose worker is gone; the first
 *     {@link #MOST}
 * @param waitingCount all of these
 * @param blockedBecause how many steps wait for each reason
 * @param failed steps that failed for good, the latest first; the first {@link #MOST}
 * @param failedCount all of these
 * @param skipped of each experiment that was given up by a person the first step that was left out; the first
 *     {@link #MOST}
 * @param workers who was heard of lately
 * @param remaining how long the workers of now need for all that is open, if past steps are a guide; absent where no
 *     like step was done before, or no worker is there
 */
public record QueueStatus(
        Instant time,
        boolean paused,
        Map<ExperimentState, Long> experiments,
        List<Running> running,
        List<Job> waiting,
        long waitingCount,
        Map<String, Long> blockedBecause,
        List<Job> failed,
        long failedCount,
        List<Job> skipped,
        List<Worker> workers,
        Optional<Duration> remaining) {
    public static final int MOST = 50;

    /**
     * A step that runs.
     *
     * @param remaining how long it will take, if past steps on this benchmark are a guide
     */
    public record Running(Job job, Optional<Duration> remaining) {}

    /** A worker. */
    public record Worker(String name, int cores) {}
}
