package org.fovea.lab.record;

/** Kinds of codecs. Any other name is a track of its own. */
public final class Track {
    /** Class masks and a renderer. */
    public static final String MASKS = "masks";

    /** A reduced video and a learned filter. */
    public static final String ROBUST = "robust";

    /** Needs payload outside the archive, or the original: recorded, never promoted. */
    public static final String EXPLOIT = "exploit";

    private Track() {}
}
