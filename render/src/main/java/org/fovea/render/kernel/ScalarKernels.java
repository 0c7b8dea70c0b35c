package org.fovea.render.kernel;

/** The definition of the operations, one float at a time: the oracle of the vector path, and what runs where the Vector API is missing. */
public final class ScalarKernels implements Kernels {
    @Override
    public String name() {
        return FusedMultiplyAdd.HARDWARE ? "scalar" : "scalar, emulated fma";
    }

    @Override
    public void activate(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] out,
            int outAt,
            float[] keep,
            int keepAt,
            int count) {
        for (int i = 0; i < count; i++) {
            int at = coefficientsAt + i % BLOCK;
            float value = FusedMultiplyAdd.of(in[inAt + i], coefficients[at], coefficients[at + COEFFICIENTS / 2]);
            float activated = Swish.silu(value);
            out[outAt + i] = activated;
            if (keep != null) {
                keep[keepAt + i] = activated;
            }
        }
    }

    @Override
    public void activateResidual(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] residual,
            int residualAt,
            float[] out,
            int outAt,
            float[] keep,
            int keepAt,
            int count) {
        for (int i = 0; i < count; i++) {
            int at = coefficientsAt + i % BLOCK;
            float value = FusedMultiplyAdd.of(in[inAt + i], coefficients[at], coefficients[at + COEFFICIENTS / 2])
                    + residual[residualAt + i];
            float activated = Swish.silu(value);
            out[outAt + i] = activated;
            if (keep != null) {
                keep[keepAt + i] = activated;
            }
        }
    }

    @Override
    public void depthwise(float[] in, int[] rows, int pitch, int blocks, float[] weights, float[] tile, int pixels) {
        for (int row = 0; row < 2; row++) {
            depthwiseRow(in, rows[row], rows[row + 1], rows[row + 2], 1, pitch, blocks, weights, tile, row, pixels);
        }
    }

    @Override
    public void depthwiseStride2(
            float[] in, int[] rows, int pitch, int blocks, float[] weights, float[] tile, int tileRow, int pixels) {
        depthwiseRow(in, rows[0], rows[1], rows[2], 2, pitch, blocks, weights, tile, tileRow, pixels);
    }

    private static void depthwiseRow(
            float[] in,
            int top,
            int middle,
            int bottom,
            int stride,
            int pitch,
            int blocks,
            float[] weights,
            float[] tile,
            int tileRow,
            int pixels) {
        int channels = blocks * BLOCK;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int block = 0; block < blocks; block++) {
                for (int lane = 0; lane < BLOCK; lane++) {
                    int at = block * pitch + pixel * stride * BLOCK + lane;
                    int weight = block * 9 * BLOCK + lane;
                    float sum = threeTaps(in, top + at, weights, weight)
                            + threeTaps(in, middle + at, weights, weight + 3 * BLOCK);
                    sum += threeTaps(in, bottom + at, weights, weight + 6 * BLOCK);
                    tile[(tileRow * TILE + pixel) * channels + block * BLOCK + lane] = sum;
                }
            }
        }
    }

    private static float threeTaps(float[] in, int at, float[] weights, int weight) {
        float sum = in[at] * weights[weight];
        sum = FusedMultiplyAdd.of(in[at + BLOCK], weights[weight + BLOCK], sum);
        return FusedMultiplyAdd.of(in[at + 2 * BLOCK], weights[weight + 2 * BLOCK], sum);
    }

    @Override
    public float[] packPointwise(float[] weights, int outputs, int inputs) {
        return weights.clone();
    }

    @Override
    public void pointwise(
            float[] in,
            int inAt,
            int inputs,
            float[] packed,
            float[] bias,
            int outBlocks,
            float[] out,
            int outAt,
            int pitch,
            float[] sums,
            float[] squares,
            int statisticsAt,
            int pixels) {
        int stored = packed.length / inputs;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int output = 0; output < outBlocks * BLOCK; output++) {
                float sum = bias[output];
                if (output < stored) {
                    for (int input = 0; input < inputs; input++) {
                        float x = in[inAt + pixel * inputs + input];
                        sum = FusedMultiplyAdd.of(x, packed[output * inputs + input], sum);
                    }
                }
                out[outAt + output / BLOCK * pitch + pixel * BLOCK + output % BLOCK] = sum;
                sums[statisticsAt + output] += sum;
                squares[statisticsAt + output] = FusedMultiplyAdd.of(sum, sum, squares[statisticsAt + output]);
            }
        }
    }

    @Override
    public void upsample(float[] in, int nearAt, int farAt, int width, float[] scratch, float[] out, int outAt) {
        int count = width * BLOCK;
        for (int i = 0; i < count; i++) {
            scratch[BLOCK + i] = FusedMultiplyAdd.of(in[nearAt + i], 0.75f, in[farAt + i] * 0.25f);
        }
        System.arraycopy(scratch, BLOCK, scratch, 0, BLOCK);
        System.arraycopy(scratch, count, scratch, BLOCK + count, BLOCK);
        for (int i = 0; i < count; i++) {
            float near = scratch[BLOCK + i];
            int at = outAt + i / BLOCK * 2 * BLOCK + i % BLOCK;
            out[at] = FusedMultiplyAdd.of(near, 0.75f, scratch[i] * 0.25f);
            out[at + BLOCK] = FusedMultiplyAdd.of(near, 0.75f, scratch[2 * BLOCK + i] * 0.25f);
        }
    }

    @Override
    public void shade(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = 255f / Swish.denominator(in[inAt + i]);
        }
    }

    @Override
    public void blendRows(
            float[] top, float[] bottom, float topWeight, float bottomWeight, byte[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = blend(top[i], bottom[i], topWeight, bottomWeight);
        }
    }

    /** Adding {@link Swish#ROUND} rounds half to even and leaves the number in the lowest bits. */
    static byte blend(float top, float bottom, float topWeight, float bottomWeight) {
        float value = FusedMultiplyAdd.of(bottom, bottomWeight, top * topWeight) + Swish.ROUND;
        int number = Float.floatToRawIntBits(value) - Float.floatToRawIntBits(Swish.ROUND);
        return (byte) Math.max(0, Math.min(number, 255));
    }
}
