package org.fovea.video.colour;

/**
 * One axis of a bilinear resize with half-pixel centres and clamped edges: which two source samples each destination
 * sample lies between, and how near to the second. The coordinate is computed in double from the ratio of the sizes
 * rounded to float, as PyTorch on a CPU does.
 */
final class Axis {
    private final int[] first;
    private final int[] second;
    private final float[] weight;

    private Axis(int out) {
        first = new int[out];
        second = new int[out];
        weight = new float[out];
    }

    static Axis resizing(int in, int out) {
        Axis axis = new Axis(out);
        float scale = (float) in / (float) out;
        for (int i = 0; i < out; i++) {
            double source = Math.max(0, scale * (i + 0.5) - 0.5);
            int floor = Math.min(in - 1, (int) source);
            axis.first[i] = floor;
            axis.second[i] = Math.min(in - 1, floor + 1);
            axis.weight[i] = Math.clamp((float) (source - floor), 0f, 1f);
        }
        return axis;
    }

    /** Nearest source sample at or before the place of sample {@code i}. */
    int first(int i) {
        return first[i];
    }

    /** Its follower, or itself at the end. */
    int second(int i) {
        return second[i];
    }

    /** Weight of {@link #second}, 0..1; {@link #first} has one minus this. */
    float weight(int i) {
        return weight[i];
    }

    /** Resizes a row of samples 0..255. */
    void row(byte[] in, int start, float[] out) {
        for (int i = 0; i < out.length; i++) {
            float far = weight[i];
            float near = 1 - far;
            out[i] = near * (in[start + first[i]] & 0xff) + far * (in[start + second[i]] & 0xff);
        }
    }

    /** The same for samples of two bytes each, the lower first. */
    void wideRow(byte[] in, int start, float[] out) {
        for (int i = 0; i < out.length; i++) {
            float far = weight[i];
            float near = 1 - far;
            out[i] = near * SampleReader.wide(in, start + 2 * first[i])
                    + far * SampleReader.wide(in, start + 2 * second[i]);
        }
    }
}
