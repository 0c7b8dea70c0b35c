package org.fovea.codec.ledger;

/** The rate term of the comma video compression challenge's score: 25·archive bytes/original bytes. */
public final class RateTerm {
    /** Points for an archive as large as the original. */
    public static final double WEIGHT = 25;

    private RateTerm() {}

    /** Score of {@code bytes} against an original of {@code originalBytes}. */
    public static double score(long bytes, long originalBytes) {
        return WEIGHT * bytes / originalBytes;
    }
}
