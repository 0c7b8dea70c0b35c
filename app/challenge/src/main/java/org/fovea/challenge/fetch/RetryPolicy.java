package org.fovea.challenge.fetch;

import java.time.Duration;

/**
 * When to give up.
 *
 * @param attempts tries in a row that bring nothing, 1 or more
 * @param firstWait pause after the first of them; doubles with each
 * @param mostWait longest pause, also where the server asks for more
 * @param silence how long a server may send nothing
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration mostWait, Duration silence) {
    /** Five attempts, half a minute of pauses in all, a minute of silence. */
    public static final RetryPolicy STANDARD =
            new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60));

    public RetryPolicy {
        if (attempts < 1
                || firstWait.isNegative()
                || mostWait.isNegative()
                || silence.isNegative()
                || silence.isZero()) {
            throw new IllegalArgumentException("no such retries");
        }
    }

    /** Pause after {@code failures} failures in a row, at least what the server asked for. */
    Duration pause(int failures, Duration asked) {
        Duration doubled = firstWait.multipliedBy(1L << Math.min(20, failures - 1));
        Duration wanted = doubled.compareTo(asked) < 0 ? asked : doubled;
        return wanted.compareTo(mostWait) < 0 ? wanted : mostWait;
    }
}
