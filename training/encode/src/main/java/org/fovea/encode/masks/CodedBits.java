package org.fovea.encode.masks;

import java.util.stream.IntStream;

/**
 * Bits that a frame's pixels cost in the mask coder. Only those that matter are kept, so that long clips fit into
 * memory.
 */
final class CodedBits {
    private static final float LEAST = 1 / 64f;

    private final int[] pixels;
    private final float[] bits;

    CodedBits(float[] coded) {
        pixels = IntStream.range(0, coded.length).filter(i -> coded[i] >= LEAST).toArray();
        bits = new float[pixels.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = coded[pixels[i]];
        }
    }

    /** All pixels' bits, 0 for those that cost next to nothing. */
    float[] all(int size) {
        float[] all = new float[size];
        for (int i = 0; i < pixels.length; i++) {
            all[pixels[i]] = bits[i];
        }
        return all;
    }

    /** Adds each pixel's bits, times {@code sign}, to the sum that its label says; −1 is no label. */
    void addTo(double[] sums, int[] labels, double sign) {
        for (int i = 0; i < pixels.length; i++) {
            int label = labels[pixels[i]];
            if (label >= 0) {
                sums[label] += sign * bits[i];
            }
        }
    }
}
