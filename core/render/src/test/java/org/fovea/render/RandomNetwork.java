package org.fovea.render;

import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;

/** A network of the QZS3 family with random weights, and what it draws. */
record RandomNetwork(QzsFamily.Widths widths, MaskShape shape, FrameSize size, RendererWeights weights) {
    /** The same network for the same numbers. */
    static RandomNetwork of(int c1, int c2, int hidden, int height, int width, int classes, FrameSize size) {
        return of(new QzsFamily.Widths(c1, c2, hidden), height, width, classes, size);
    }

    /** The same network for the same numbers. */
    static RandomNetwork of(QzsFamily.Widths widths, int height, int width, int classes, FrameSize size) {
        Random random =
                new Random(31L * widths.c1() + 37L * widths.c2() + 41L * widths.hidden() + 43L * height + width);
        RendererWeights weights = new RendererWeights();
        for (TensorSpec spec : new QzsFamily().tensors(widths.parameters(), classes)) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(spec, random);
            }
            weights.add(spec.name(), spec.shape(), values);
        }
        return new RandomNetwork(widths, new MaskShape(1, height, width, classes), size, weights);
    }

    private static float value(TensorSpec spec, Random random) {
        float uniform = 2 * random.nextFloat() - 1;
        return switch (spec.role()) {
            case EMBEDDING -> uniform * 2;
            case NORM_WEIGHT -> 1 + 0.3f * uniform;
            case NORM_BIAS -> 0.3f * uniform;
            default -> (float) (uniform * 2 / StrictMath.sqrt(Math.max(spec.fanIn(), 1)));
        };
    }

    PairRenderer open(int threads, KernelChoice kernels) {
        return Renderers.open(new QzsFamily(), widths.parameters(), weights, shape, size, threads, kernels);
    }

    /** A mask of patches and noise. */
    byte[] mask(int seed) {
        Random random = new Random(seed);
        byte[] mask = new byte[shape.pixels()];
        for (int i = 0; i < mask.length; i++) {
            int patch = (i / shape.width() / 3 + i % shape.width() / 5) % shape.classes();
            mask[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(shape.classes()) : patch);
        }
        return mask;
    }

    static float[] pose(int seed) {
        return new float[] {20 + seed * 0.37f, 0.1f * seed, 0, -0.3f, 0, 0.02f};
    }

    /** Both frames of a pair, one after the other. */
    byte[] draw(int threads, KernelChoice kernels, int seed, FrameEdits edits) {
        try (PairRenderer renderer = open(threads, kernels)) {
            byte[] frame1 = new byte[size.rgbBytes()];
            byte[] frame2 = new byte[size.rgbBytes()];
            renderer.render(new PairInput.Mask(mask(seed)), pose(seed), edits, frame1, frame2);
            byte[] both = Arrays.copyOf(frame1, 2 * frame1.length);
            System.arraycopy(frame2, 0, both, frame1.length, frame2.length);
            return both;
        }
    }

    byte[] draw(int threads, KernelChoice kernels, int seed) {
        return draw(threads, kernels, seed, FrameEdits.NONE);
    }
}
