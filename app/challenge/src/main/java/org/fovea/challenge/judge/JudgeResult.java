package org.fovea.challenge.judge;

import java.util.OptionalLong;

/**
 * The result of a judge's run.
 *
 * @param seesOnly what the program could see, for people
 * @param isolated whether files of this machine were hidden
 * @param seconds from the start of {@code inflate.sh} to its end
 * @param peakBytes largest resident memory of one of its processes, where the system tells
 */
public record JudgeResult(
        String isolation,
        String seesOnly,
        boolean isolated,
        double seconds,
        OptionalLong peakBytes,
        long rawBytes,
        String sha256) {
    /** The challenge ends an evaluation after this time. */
    public static final int MAX_MINUTES = 30;

    /** Memory of the challenge's machine. */
    static final long MAX_BYTES = 16_000_000_000L;

    /** Whether inflating alone took longer than the challenge gives to everything. */
    public boolean tooSlow() {
        return seconds > MAX_MINUTES * 60;
    }
}
