package org.fovea.encode.masks;

import java.util.Arrays;
import org.fovea.encode.measure.PixelWorth;

/**
 * What the networks say about a rendered pair.
 *
 * @param wrong pixels whose class is not the original's, as {@link Masks#differences} gives them
 * @param worth what each of them counts
 * @param pose pose distortion; 0 where it is not counted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
record Seen(int[] wrong, double[] worth, double pose) {
    static Seen of(byte[] wanted, byte[] seen, PixelWorth values, int pair, double pose) {
        int[] wrong = Masks.differences(wanted, seen);
        double[] worth = new double[wrong.length];
        for (int i = 0; i < wrong.length; i++) {
            worth[i] = values.of(pair, wanted[Masks.pixel(wrong[i])]);
        }
        return new Seen(wrong, worth, pose);
    }

    /** What all wrong pixels count. */
    double lost() {
        return Arrays.stream(worth).reduce(0, Double::sum);
    }

    /** The class map that the network sees, from the original's. */
    byte[] classes(byte[] wanted) {
        byte[] classes = wanted.clone();
        Masks.patch(classes, wrong);
        return classes;
    }
}
