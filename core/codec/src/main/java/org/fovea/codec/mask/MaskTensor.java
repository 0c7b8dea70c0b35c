package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.io.ProgressListener;

/** A class-mask tensor in memory, frame-major, then rows, then columns. */
public final class MaskTensor implements MaskFrames {
    private final MaskShape shape;
    private final byte[] classIds;

    /**
     * Wraps {@code classIds} without copying.
     *
     * @throws IllegalArgumentException where the length or a class id does not fit the shape
     */
    public MaskTensor(MaskShape shape, byte[] classIds) {
        if (classIds.length != shape.total()) {
            throw new IllegalArgumentException(classIds.length + " class ids given, " + shape.total() + " expected");
        }
        for (int i = 0; i < classIds.length; i++) {
            if ((classIds[i] & 255) >= shape.classes()) {
                throw new IllegalArgumentException(
                        "class id " + (classIds[i] & 255) + " at " + i + " is not in 0.." + (shape.classes() - 1));
            }
        }
        this.shape = shape;
        this.classIds = classIds;
    }

    /** Reads all of {@code frames} into memory. */
    public static MaskTensor of(MaskFrames frames) {
        return of(frames, ProgressListener.NONE);
    }

    /**
     * Reads all of {@code frames} into memory; where they are coded, a long clip takes minutes.
     *
     * @param progress called after each frame
     */
    public static MaskTensor of(MaskFrames frames, ProgressListener progress) {
        MaskShape shape = frames.shape();
        byte[] all = new byte[Math.toIntExact(shape.total())];
        byte[] frame = new byte[shape.pixels()];
        try (MaskReader reader = frames.open()) {
            for (int i = 0; reader.next(frame); i++) {
                System.arraycopy(frame, 0, all, i * frame.length, frame.length);
                progress.update("masks", i + 1, shape.frames());
            }
        }
        return new MaskTensor(shape, all);
    }

    @Override
    public MaskShape shape() {
        return shape;
    }

    /** A copy of frame {@code index}, 0..frames-1. */
    public byte[] frame(int index) {
        int pixels = shape.pixels();
        return Arrays.copyOfRange(classIds, index * pixels, (index + 1) * pixels);
    }

    /** All class ids; not copied, not to be changed. */
    public byte[] classIds() {
        return classIds;
    }

    @Override
    public MaskReader open() {
        return open(0);
    }

    @Override
    public MaskReader open(int first) {
        return new MaskReader() {
            private int next = first;

            @Override
            public boolean next(byte[] frame) {
                if (next == shape.frames()) {
                    return false;
                }
                System.arraycopy(classIds, next * shape.pixels(), frame, 0, shape.pixels());
                next++;
                return true;
            }
        };
    }
}
