package org.fovea.samples.training;

import static org.bytedeco.pytorch.global.torch.conv2d;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.fovea.evaluate.torch.Tensors;

/**
 * Makes frames look as other cameras and codecs would: brightness, contrast, gamma and tint, mirrored sides, noise,
 * blur, the blocks of a coarse transform code. Everything is drawn from one seeded generator.
 */
final class Augmentation implements AutoCloseable {
    private static final int BLOCK = 8;
    private static final long[] ONE = {1, 1};
    private static final int AREA = BLOCK * BLOCK;
    private static final int NOISES = 1 << 21;

    private final Random random;
    private final float[] basis = basis();
    private final float[] steps = new float[AREA];
    private final Tensor noises;

    Augmentation(Random random) {
        this.random = random;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 1 + 0.6f * (i / BLOCK + i % BLOCK); // coarser for finer detail
        }
        float[] drawn = new float[NOISES];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) random.nextGaussian();
        }
        noises = Tensors.keep(Tensors.of(drawn, NOISES));
    }

    /** The discrete cosine transform (type II, orthonormal) of an 8×8 block: 64 waves of 64 values. */
    private static float[] basis() {
        float[] waves = new float[AREA * AREA];
        for (int v = 0; v < BLOCK; v++) {
            for (int u = 0; u < BLOCK; u++) {
                double size = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1) * 2 / BLOCK;
                for (int y = 0; y < BLOCK; y++) {
                    for (int x = 0; x < BLOCK; x++) {
                        double wave = StrictMath.cos((2 * y + 1) * v * StrictMath.PI / (2 * BLOCK))
                                * StrictMath.cos((2 * x + 1) * u * StrictMath.PI / (2 * BLOCK));
                        waves[((v * BLOCK + u) * BLOCK + y) * BLOCK + x] = (float) (size * wave);
                    }
                }
            }
        }
        return waves;
    }

    /** A curve for each of the three colours, to be applied to all frames of one pair. */
    float[][] curves() {
        double bright = 18 * random.nextGaussian();
        double contrast = StrictMath.exp(0.16 * random.nextGaussian());
        double gamma = StrictMath.exp(0.16 * random.nextGaussian());
        float[][] curves = new float[3][256];
        for (float[] curve : curves) {
            double tint = StrictMath.exp(0.05 * random.nextGaussian());
            for (int i = 0; i < curve.length; i++) {
                double bent = 255 * StrictMath.pow(i / 255.0, gamma);
                curve[i] = (float) Math.clamp((bent - 110) * contrast * tint + 110 + bright, 0.0, 255.0);
            }
        }
        return curves;
    }

    /**
     * A curve for each colour plane of both frames, to be applied to one pair: four of luma, two of chroma, and again.
     */
    float[][] planeCurves() {
        double bright = 18 * random.nextGaussian();
        double contrast = StrictMath.exp(0.2 * random.nextGaussian());
        double gamma = StrictMath.exp(0.16 * random.nextGaussian());
        float[] luma = new float[256];
        for (int i = 0; i < luma.length; i++) {
            double bent = 255 * StrictMath.pow(i / 255.0, gamma);
            luma[i] = (float) Math.clamp((bent - 110) * contrast + 110 + bright, 0.0, 255.0);
        }
        float[][] curves = new float[12][];
        for (int chroma = 4; chroma < 6; chroma++) {
            double shift = 6 * random.nextGaussian();
            float[] curve = new float[256];
            for (int i = 0; i < curve.length; i++) {
                curve[i] = (float) Math.clamp((i - 128) * contrast + 128 + shift, 0.0, 255.0);
            }
            curves[chroma] = curve;
            curves[6 + chroma] = curve;
        }
        for (int plane = 0; plane < 4; plane++) {
            curves[plane] = luma;
            curves[6 + plane] = luma;
        }
        return curves;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /**
     * Draws planes into a batch.
     *
     * @param source plane by plane
     * @param columns of a plane
     * @param curves one for each plane
     * @param target receives them from {@code at} on
     */
    static void draw(byte[] source, int columns, float[][] curves, boolean mirrored, float[] target, int at) {
        int plane = source.length / curves.length;
        for (int start = 0; start < source.length; start += columns) {
            float[] curve = curves[start / plane];
            for (int column = 0; column < columns; column++) {
                int from = mirrored ? columns - 1 - column : column;
                target[at + start + column] = curve[source[start + from] & 0xff];
            }
        }
    }

    /**
     * Degrades a whole batch: now and then blur, blocks, noise.
     *
     * @param frames float [N, 3, height, width]
     */
    Tensor degraded(Tensor frames) {
        Tensor out = frames;
        if (chance(0.2)) {
            out = blurred(out, 0.3 + 0.9 * random.nextDouble());
        }
        if (chance(0.3)) {
            out = blocky(out, 3 + 22 * random.nextDouble());
        }
        return noisy(out);
    }

    /** Adds noise to every second batch; the frames of a pair get their own. */
    Tensor noisy(Tensor values) {
        Tensor out = values;
        if (chance(0.5)) {
            out = out.add(noise(Tensors.shape(out)).mul(new Scalar((float) (9 * random.nextDouble()))));
        }
        return out.clamp(new ScalarOptional(new Scalar(0f)), new ScalarOptional(new Scalar(255f)));
    }

    private static Tensor blurred(Tensor frames, double deviation) {
        int reach = 2;
        int side = 2 * reach + 1;
        float[] kernel = new float[side * side];
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            int dy = i / side - reach;
            int dx = i % side - reach;
            kernel[i] = (float) StrictMath.exp(-(dy * dy + dx * dx) / (2 * deviation * deviation));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        Tensor planes = planes(frames);
        Tensor filter = Tensors.of(kernel, 1, 1, side, side);
        Tensor weight = conv2d(
                planes.new_ones(1, 1, frames.size(2), frames.size(3)),
                filter,
                new TensorOptional(),
                ONE,
                new long[] {reach, reach},
                ONE,
                1);
        return conv2d(planes, filter, new TensorOptional(), ONE, new long[] {reach, reach}, ONE, 1)
                .div(weight)
                .view(Tensors.shape(frames));
    }

    private Tensor blocky(Tensor frames, double step) {
        long rows = frames.size(2) / BLOCK;
        long columns = frames.size(3) / BLOCK;
        Tensor waves = Tensors.of(basis, AREA, AREA);
        Tensor quantum = Tensors.of(steps, AREA).mul(new Scalar((float) step));
        Tensor blocks = frames.contiguous()
                .view(-1, rows, BLOCK, columns, BLOCK)
                .permute(0, 1, 3, 2, 4)
                .reshape(-1, AREA);
        Tensor coarse = blocks.matmul(waves.t()).div(quantum).round().mul(quantum);
        return coarse.matmul(waves)
                .view(-1, rows, columns, BLOCK, BLOCK)
                .permute(0, 1, 3, 2, 4)
                .reshape(Tensors.shape(frames));
    }

    /** Normal noise: a piece of what was drawn at the start, from a random place on. */
    private Tensor noise(long[] shape) {
        long count = 1;
        for (long side : shape) {
            count *= side;
        }
        long from = random.nextInt(NOISES / 2);
        Tensor all = noises.narrow(0, from, Math.min(count, NOISES - from));
        long times = (count + all.size(0) - 1) / all.size(0);
        return all.repeat(times).narrow(0, 0, count).view(shape);
    }

    private static Tensor planes(Tensor frames) {
        return frames.contiguous().view(-1, 1, frames.size(2), frames.size(3));
    }

    @Override
    public void close() {
        noises.close();
    }
}
