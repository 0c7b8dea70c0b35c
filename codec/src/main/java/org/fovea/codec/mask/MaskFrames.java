package org.fovea.codec.mask;

/** A source of class-mask frames that can be opened more than once, each time from its first frame. */
public interface MaskFrames {
    /** Dimensions of all frames. */
    MaskShape shape();

    /** Begins at the first frame. Readers are independent of each other. */
    MaskReader open();
}
