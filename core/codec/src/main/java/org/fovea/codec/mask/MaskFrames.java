package org.fovea.codec.mask;

/**
 * A source of class-mask frames that can be opened more than once, each time from its first frame or from another one.
 */
public interface MaskFrames {
    MaskShape shape();

    /** Begins at the first frame. Readers are independent of each other. */
    MaskReader open();

    /**
     * Frames from one restart point to the next: a reader begins at any multiple of it without decoding what is before.
     * All of them where the only such point is the beginning.
     */
    default int restartInterval() {
        return shape().frames();
    }

    /**
     * Begins at another frame. What has to be decoded before it, from the last restart point on, is decoded when the
     * first frame is read.
     *
     * @param first 0..frames-1
     */
    default MaskReader open(int first) {
        return MaskReader.skipping(open(), first);
    }

    /** Bytes of memory that a reader takes besides frames, estimated; 0 where they are of no importance. */
    default long readerMemory() {
        return 0;
    }
}
