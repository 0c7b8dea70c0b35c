package org.fovea.encode.masks;

/**
 * What a flip of one pixel of a frame is likely to cost: bits by the model, scaled by what the coder really spends at
 * the place.
 */
final class FlipPrice {
    private final NeighbourhoodModel model;
    private final Window window;
    private final float[] coded;
    private final float[] codedNext;
    private final int[] own;
    private final int[] next;

    /**
     * Prices in a window's frame.
     *
     * @param coded bits that the coder spends on each pixel of the frame
     * @param codedNext the same of the next frame; null where there is none
     */
    FlipPrice(NeighbourhoodModel model, Window window, float[] coded, float[] codedNext) {
        this.model = model;
        this.window = window;
        this.coded = coded;
        this.codedNext = codedNext;
        own = model.ownDependents();
        next = codedNext == null ? new int[0] : model.nextDependents();
    }

    /**
     * Bits of both frames more than before.
     *
     * @param at place of the pixel in the window's planes
     * @param id its new class
     */
    double bits(int at, byte id) {
        double before = 0;
        double real = 0;
        for (int offset : own) {
            if (window.inside(at + offset)) {
                before += model.bits(window.previous, window.current, at + offset, true);
                real += coded[window.pixel(at + offset)];
            }
        }
        for (int offset : next) {
            if (window.inside(at + offset)) {
                before += model.bits(window.current, window.next, at + offset, true);
                real += codedNext[window.pixel(at + offset)];
            }
        }
        byte old = window.current[at];
        window.current[at] = id;
        double after = 0;
        for (int offset : own) {
            if (window.inside(at + offset)) {
                after += model.bits(window.previous, window.current, at + offset, false);
            }
        }
        for (int offset : next) {
            if (window.inside(at + offset)) {
                after += model.bits(window.current, window.next, at + offset, false);
            }
        }
        window.current[at] = old;
        return (after - before) * Math.clamp(real / before, Smoother.MIN_RATIO, Smoother.MAX_RATIO);
    }
}
