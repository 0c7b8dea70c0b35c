package org.fovea.evaluate.selftest;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.torch.Tensors;

/** Seeded directions in the space of pixels. All have entries around 1, so that a step is a number of grey levels. */
final class Directions {
    private static final int COLOURS = 3;
    /**
     * Side of a block of equal entries: networks see blocks better than single pixels, and a gradient that fits blocks
     * at random places fits.
     */
    private static final int BLOCK = 8;
    /** Red up, blue down by as much luma: 0.299 · 1 = 0.114 · 2.623. */
    private static final float[] COLOUR = {1, 0, -0.299f / 0.114f};

    private final Random random;
    private final int frames;
    private final int height;
    private final int width;

    /** For pixels of a shape [frames, 3, height, width]. */
    Directions(Tensor pixels, long seed) {
        this.random = new Random(seed);
        this.frames = Math.toIntExact(pixels.size(0));
        this.height = Math.toIntExact(pixels.size(2));
        this.width = Math.toIntExact(pixels.size(3));
    }

    /** Blocks brighter or darker by 1 in one frame. */
    Tensor brightness(int frame) {
        return blocks(frame, new float[] {1, 1, 1});
    }

    /** Blocks redder or bluer at equal luma in one frame. */
    Tensor colour(int frame) {
        return blocks(frame, COLOUR);
    }

    /** The gradient itself, of mean square 1. */
    static Tensor along(Tensor gradient, double norm) {
        return gradient.mul(new Scalar(Math.sqrt(gradient.numel()) / norm));
    }

    /** The gradient in a random half of the blocks, nothing in the others. */
    Tensor half(Tensor gradient, double norm) {
        float[] signs = new float[Math.toIntExact(gradient.numel())];
        for (int frame = 0; frame < frames; frame++) {
            fill(signs, frame, new float[] {1, 1, 1});
        }
        Tensor mask = tensor(signs).add(new Scalar(1f));
        return along(gradient, norm).mul(mask);
    }

    private Tensor blocks(int frame, float[] colour) {
        float[] values = new float[frames * COLOURS * height * width];
        fill(values, frame, colour);
        return tensor(values);
    }

    private Tensor tensor(float[] values) {
        return Tensors.of(values, frames, COLOURS, height, width);
    }

    private void fill(float[] values, int frame, float[] colour) {
        int blocks = (width + BLOCK - 1) / BLOCK;
        float[] signs = new float[blocks];
        for (int y = 0; y < height; y++) {
            if (y % BLOCK == 0) {
                for (int i = 0; i < blocks; i++) {
                    signs[i] = random.nextBoolean() ? 1 : -1;
                }
            }
            for (int c = 0; c < COLOURS; c++) {
                int row = ((frame * COLOURS + c) * height + y) * width;
                for (int x = 0; x < width; x++) {
                    values[row + x] = signs[x / BLOCK] * colour[c];
                }
            }
        }
    }
}
