package org.fovea.evaluate.score;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/** Random frames, the same for the same seed; a share of their bytes can be changed. */
public final class FakeFrames implements FrameSource {
    /** Size of the frames. */
    public static final FrameSize SIZE = new FrameSize(8, 12);

    private final int frames;
    private final Random random;
    private final Random damage;
    private final double changed;
    /** Frames given out so far; may be looked at by any thread. */
    public final AtomicLong read = new AtomicLong();

    /** Whether {@link #close} was called. */
    public boolean closed;

    /**
     * {@code frames} frames in which a share {@code changed} of the bytes differs from those of the same seed without
     * change.
     */
    public FakeFrames(int frames, long seed, double changed) {
        this.frames = frames;
        this.changed = changed;
        random = new Random(seed);
        damage = new Random(seed + 1);
    }

    /** Number of frames. */
    public int frames() {
        return frames;
    }

    @Override
    public FrameSize size() {
        return SIZE;
    }

    @Override
    public boolean next(byte[] rgb) {
        if (read.get() == frames) {
            return false;
        }
        random.nextBytes(rgb);
        for (int i = 0; i < rgb.length; i++) {
            if (damage.nextDouble() < changed) {
                rgb[i] ^= (byte) (1 + damage.nextInt(255));
            }
        }
        read.incrementAndGet();
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
