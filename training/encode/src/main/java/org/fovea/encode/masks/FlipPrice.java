package org.fovea.encode.masks;

import java.util.Arrays;

/**
 * What a flip of one pixel of a frame is likely to cost: bits by the model, scaled by what the coder really spends at
 * the place.
 *
 * @param window with the frame
 * @param coded bits that the coder spends on each pixel of the frame
 * @param codedNext the same of the next frame; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FlipPrice(NeighbourhoodModel model, Window window, float[] coded, float[] codedNext) {
    /**
     * Bits of both frames more than before.
     *
     * @param at place of the pixel in the window's planes
     * @param id its new class
     */
    double bits(int at, byte id) {
        int[] own = around(at, model.ownDependents());
        int[] next = codedNext == null ? new int[0] : around(at, model.nextDependents());
        double before = bits(own, next, true);
        double real = 0;
        for (int place : own) {
            real += coded[window.pixel(place)];
        }
        for (int place : next) {
            real += codedNext[window.pixel(place)];
        }
        byte old = window.current[at];
        window.current[at] = id;
        double after = bits(own, next, false);
        window.current[at] = old;
        return (after - before) * Math.clamp(real / before, Smoother.MIN_RATIO, Smoother.MAX_RATIO);
    }

    private int[] around(int at, int[] offsets) {
        return Arrays.stream(offsets)
                .map(offset -> at + offset)
                .filter(window::inside)
                .toArray();
    }

    private double bits(int[] own, int[] next, boolean counted) {
        double bits = 0;
        for (int place : own) {
            bits += model.bits(window.previous, window.current, place, counted);
        }
        for (int place : next) {
            bits += model.bits(window.current, window.next, place, counted);
        }
        return bits;
    }
}
