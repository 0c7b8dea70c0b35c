package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;

/** Adds up the bits that an encoder writes and puts them down to pixels. Changes nothing in the stream. */
final class PixelMeter {
    private static final double BITS = 1 / Math.log(2);

    final PixelCosts costs;

    private double spent;
    private double firstZero;
    private double firstOne;
    private boolean first = true;

    PixelMeter(int pixels) {
        costs = new PixelCosts(pixels);
    }

    /** The channel that writes to {@code encoder}, and is listened to. */
    BitChannel listening(BinaryEncoder encoder) {
        return (bit, probability) -> {
            add(bit, probability);
            encoder.encode(bit, probability);
            return bit;
        };
    }

    /** A bit was written whose probability of being one was {@code probability} / 2^32. */
    private void add(int bit, long probability) {
        double one = -Math.log(probability * 0x1p-32) * BITS;
        double zero = -Math.log1p(-probability * 0x1p-32) * BITS;
        if (first) {
            firstOne = one;
            firstZero = zero;
            first = false;
        }
        spent += bit != 0 ? one : zero;
    }

    /** The bits were those of one pixel; the first of them said whether it differs from its left neighbour. */
    void pixel(int index) {
        costs.coded()[index] = (float) spent;
        costs.same()[index] = (float) firstZero;
        costs.other()[index] = (float) firstOne;
        startOver();
    }

    /**
     * The bits were those of a chunk of easy pixels.
     *
     * @param same how many of its pixels had the class of their left neighbour; if fewer than {@code length}, the next
     *     one took all bits
     */
    void chunk(int from, int length, int same) {
        int coded = Math.min(length, same + 1);
        Arrays.fill(costs.coded(), from, from + coded, same < length ? 0 : (float) (spent / length));
        Arrays.fill(costs.same(), from, from + coded, (float) (firstZero / length));
        Arrays.fill(costs.other(), from, from + coded, (float) (firstOne + Math.log(length) * BITS));
        if (same < length) {
            costs.coded()[from + same] = (float) spent;
        }
        startOver();
    }

    private void startOver() {
        spent = 0;
        first = true;
    }
}
