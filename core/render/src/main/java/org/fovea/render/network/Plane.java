package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import org.fovea.render.kernel.Kernels;

/**
 * A picture of many channels, {@code [row][block of eight channels][pixel][channel]}.
 *
 * <p>Blocks are two pixels further apart than they are wide: at a distance of a power of two all blocks of a pixel
 * would share the same few cache lines.
 */
final class Plane {
    final int height;
    final int width;
    final int blocks;
    final float[] data;
    private final int rowPitch;

    /** @throws IllegalArgumentException where it would not fit an array */
    Plane(int height, int width, int blocks) {
        this.height = height;
        this.width = width;
        this.blocks = blocks;
        this.rowPitch = blocks * pitch(width);
        this.data = new float[floats(height, width, blocks)];
    }

    private Plane(Plane whole, int blocks) {
        this.height = whole.height;
        this.width = whole.width;
        this.blocks = blocks;
        this.rowPitch = whole.rowPitch;
        this.data = whole.data;
    }

    /**
     * The same memory, for a picture of the same size with fewer channels. Rows stay where they are, so that a layer
     * may write over its input although the two differ in channels.
     */
    Plane withBlocks(int fewer) {
        if (fewer > blocks) {
            throw new IllegalArgumentException(fewer + " blocks do not fit a plane of " + blocks);
        }
        return new Plane(this, fewer);
    }

    static int floats(int height, int width, int blocks) {
        long count = (long) height * blocks * pitch(width) + Kernels.FIRST;
        if (count > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "a plane of " + width + "×" + height + " pixels and " + blocks * BLOCK + " channels is too large");
        }
        return (int) count;
    }

    static int pitch(int width) {
        return (width + 2) * BLOCK;
    }

    /** Distance of two blocks of a row. */
    int pitch() {
        return pitch(width);
    }

    /** Where block 0 of a row begins. */
    int row(int y) {
        return Kernels.FIRST + y * rowPitch;
    }
}
