package org.fovea.lab.queue;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param name unique in the lab, also after it died: two workers of one name would take each other for dead
 * @param heartbeat how often it says that it is alive, at least 50 ms
 * @param missedHeartbeats after how many that did not come others take over, 4 or more
 * @param poll how often it looks for something to do
 * @param backoff how long a step waits after its first failure; each further failure doubles it
 * @param mostDeaths workers that a step may cost before it is given up
 */
public record WorkerSettings(
        String name,
        Needs offer,
        Duration heartbeat,
        int missedHeartbeats,
        Duration poll,
        Duration backoff,
        int mostDeaths) {
    private static final int MIN_MISSED = 4;
    private static final Duration MIN_HEARTBEAT = Duration.ofMillis(50);
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 20;

    public WorkerSettings {
        if (name.isBlank() || name.length() > 50) {
            throw new IllegalArgumentException("a worker has a name of 1 to 50 characters, not '" + name + "'");
        }
        if (missedHeartbeats < MIN_MISSED) {
            throw new IllegalArgumentException("a worker is lost after " + missedHeartbeats
                    + " missed heartbeats; at least " + MIN_MISSED + " are needed");
        }
        if (heartbeat.compareTo(MIN_HEARTBEAT) < 0 || poll.isZero() || poll.isNegative() || mostDeaths < 0) {
            throw new IllegalArgumentException("a worker with a heartbeat of " + heartbeat + ", looking for work every "
                    + poll + ", with at most " + mostDeaths + " lost workers for each step");
        }
    }

    /** A worker of this machine with a heartbeat of 10 s that is taken for lost after a minute. */
    public static WorkerSettings usual(String name, Needs offer) {
        return new WorkerSettings(
                name, offer, Duration.ofSeconds(10), 6, Duration.ofSeconds(1), Duration.ofSeconds(30), 5);
    }

    /** How long it may be silent until it counts as lost. */
    public Duration patience() {
        return heartbeat.multipliedBy(missedHeartbeats);
    }

    /** How long a step waits after this many failures. */
    Duration backoff(int failures) {
        Duration wait = backoff.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
    }
}
