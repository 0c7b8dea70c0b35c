package org.fovea.encode.masks;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/**
 * Masks as what they differ in from the original's class maps, so that several versions of a long clip's masks fit into
 * memory. Frames may be replaced by several threads at once, each frame by one of them.
 *
 * @param different for each frame the pixels that differ, ascending, each with its class: {@code pixel << 8 | class}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Masks(MaskTensor wanted, int[][] different) implements MaskFrames {
    private static final int CLASS_BITS = 8;

    /** Reads masks; {@code wanted} are the original's class maps of the same shape. */
    static Masks of(MaskTensor wanted, MaskFrames frames) {
        Masks masks = new Masks(wanted, new int[wanted.shape().frames()][]);
        byte[] frame = new byte[wanted.shape().pixels()];
        try (MaskReader reader = frames.open()) {
            for (int i = 0; reader.next(frame); i++) {
                masks.replace(i, frame);
            }
        }
        return masks;
    }

    Masks copy() {
        return new Masks(wanted, different.clone());
    }

    @Override
    public MaskShape shape() {
        return wanted.shape();
    }

    byte[] frame(int index) {
        byte[] frame = wanted.frame(index);
        patch(frame, different[index]);
        return frame;
    }

    /** Changes {@code frame} where it differs. */
    static void patch(byte[] frame, int[] different) {
        for (int entry : different) {
            frame[entry >>> CLASS_BITS] = (byte) (entry & (1 << CLASS_BITS) - 1);
        }
    }

    void replace(int index, byte[] frame) {
        different[index] = differences(wanted.frame(index), frame);
    }

    /** Where {@code other} differs from {@code frame} and which class it has there. */
    static int[] differences(byte[] frame, byte[] other) {
        return IntStream.range(0, frame.length)
                .filter(i -> frame[i] != other[i])
                .map(i -> i << CLASS_BITS | other[i] & 0xff)
                .toArray();
    }

    /** Pixel of an entry of {@link #differences}. */
    static int pixel(int entry) {
        return entry >>> CLASS_BITS;
    }

    /** Pixels of all frames that are not the original's. */
    long flipped() {
        return Arrays.stream(different).mapToLong(frame -> frame.length).sum();
    }

    MaskTensor tensor() {
        return MaskTensor.of(this);
    }

    @Override
    public MaskReader open() {
        return new MaskReader() {
            private int next;

            @Override
            public boolean next(byte[] frame) {
                if (next == shape().frames()) {
                    return false;
                }
                System.arraycopy(frame(next), 0, frame, 0, frame.length);
                next++;
                return true;
            }
        };
    }
}
