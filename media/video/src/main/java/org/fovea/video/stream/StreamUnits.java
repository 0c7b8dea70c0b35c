package org.fovea.video.stream;

/**
 * A stored stream cut into what a decoder is given at a time, each of which holds one shown picture where the stream is
 * sound.
 */
interface StreamUnits {
    /** Number of units, which is that of shown pictures where the stream is sound. */
    int count();

    /** Offset of unit {@code index} in the stored stream. */
    int start(int index);

    /** A copy of unit {@code index}, as a decoder wants it. */
    byte[] unit(int index);
}
