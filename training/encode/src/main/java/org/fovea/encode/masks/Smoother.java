package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Flips pixels of one frame where the bits saved are worth more than the expected loss: small rectangles at boundaries,
 * and patches where another picture of the same place (the neighbouring frames, the frame before moved along, what the
 * network sees) is cheaper. Greedy: every move that gains is made at once.
 */
final class Smoother {
    /** Widths and heights of the rectangles. */
    private static final int[][] RECTANGLES = {{1, 1}, {2, 1}, {1, 2}, {3, 1}, {1, 3}, {2, 2}, {4, 1}, {1, 4}};

    private static final int PASSES = 2;
    private static final int LARGEST_PATCH = 96;

    /** Limits of how much dearer the coder is than the model at a place. */
    static final double MIN_RATIO = 0.1;

    static final double MAX_RATIO = 2;

    private final NeighbourhoodModel model;
    private final Window window;
    private final ExpectedLoss loss;
    private final double price;
    private final double threshold;
    /** The window's frame, and the next one, which looks back at it, where there is one. */
    private final List<Side> sides = new ArrayList<>();

    private int stamps;
    private final int[] flips = new int[LARGEST_PATCH];
    private final byte[] from = new byte[LARGEST_PATCH];
    private final byte[] to = new byte[LARGEST_PATCH];
    private int flipCount;

    /**
     * A smoother of a window's frame.
     *
     * @param coded bits that the coder spends on each pixel of the frame, {@code codedNext} on the next frame's; null
     *     where there is none
     * @param price wrong pixels that a bit is worth
     * @param threshold a move is made where the saving is more than this many times the loss
     */
    Smoother(
            NeighbourhoodModel model,
            Window window,
            ExpectedLoss loss,
            float[] coded,
            float[] codedNext,
            double price,
            double threshold) {
        this.model = model;
        this.window = window;
        this.loss = loss;
        this.price = price;
        this.threshold = threshold;
        sides.add(new Side(window.previous, window.current, coded, model.ownDependents()));
        if (!window.last) {
            sides.add(new Side(window.current, window.next, codedNext, model.nextDependents()));
        }
    }

    /** A frame whose costs a move changes. */
    private final class Side {
        private final byte[] previous;
        private final byte[] current;
        private final float[] coded;
        private final int[] dependents;
        private final float[] cost;
        private final int[] stamp;
        private int[] touched = new int[64];
        private int count;

        Side(byte[] previous, byte[] current, float[] coded, int[] dependents) {
            this.previous = previous;
            this.current = current;
            this.coded = coded;
            this.dependents = dependents;
            cost = new float[current.length];
            stamp = new int[current.length];
            for (int y = 0; y < window.height; y++) {
                for (int x = 0; x < window.width; x++) {
                    int at = window.index(y, x);
                    cost[at] = (float) model.bits(previous, current, at, true);
                }
            }
        }

        /** Finds the pixels whose costs depend on the flipped ones. */
        void touch() {
            count = 0;
            for (int i = 0; i < flipCount; i++) {
                for (int offset : dependents) {
                    int at = flips[i] + offset;
                    if (stamp[at] != stamps && window.inside(at)) {
                        stamp[at] = stamps;
                        touched = count == touched.length ? Arrays.copyOf(touched, 2 * count) : touched;
                        touched[count++] = at;
                    }
                }
            }
        }

        double bits(int i) {
            return model.bits(previous, current, touched[i], false);
        }
    }

    /** Smooths the window's current frame in place. */
    void run() {
        byte[] moved = window.first ? null : WarpedMap.of(window);
        for (int pass = 0; pass < PASSES; pass++) {
            if (moved != null) {
                patches(window.previous);
                patches(moved);
            }
            if (!window.last) {
                patches(window.next);
            }
            patches(padded(loss.seen()));
            rectangles();
        }
    }

    private byte[] padded(byte[] frame) {
        byte[] plane = window.current.clone();
        for (int y = 0; y < window.height; y++) {
            System.arraycopy(frame, y * window.width, plane, window.index(y, 0), window.width);
        }
        return plane;
    }

    private void rectangles() {
        byte[] current = window.current;
        BitSet tried = new BitSet();
        for (int y = 0; y < window.height; y++) {
            for (int x = 0; x < window.width; x++) {
                int at = window.index(y, x);
                tried.clear();
                for (int side = 0; side < 4; side++) {
                    // The neighbours two pixels away count too, so that a rectangle may lie on either side of a
                    // boundary.
                    for (int far = 1; far <= 2; far++) {
                        byte id = current[at + far * (side < 2 ? 1 : window.stride) * (side % 2 == 0 ? 1 : -1)];
                        if (id != current[at] && !tried.get(id & 0xff)) {
                            tried.set(id & 0xff);
                            rectangles(y, x, id);
                        }
                    }
                }
            }
        }
    }

    private void rectangles(int y, int x, byte id) {
        int at = window.index(y, x);
        for (int[] sides : RECTANGLES) {
            if (x + sides[0] > window.width || y + sides[1] > window.height || window.current[at] == id) {
                continue;
            }
            flipCount = 0;
            for (int dy = 0; dy < sides[1]; dy++) {
                for (int dx = 0; dx < sides[0]; dx++) {
                    flip(at + dy * window.stride + dx, id);
                }
            }
            if (flipCount == sides[0] * sides[1]) {
                consider();
            }
        }
    }

    private void flip(int at, byte id) {
        if (window.current[at] != id) {
            flips[flipCount] = at;
            from[flipCount] = window.current[at];
            to[flipCount++] = id;
        }
    }

    /** Connected pixels where another picture differs, each set as a whole. */
    private void patches(byte[] other) {
        boolean[] done = new boolean[other.length];
        int[] queue = new int[window.height * window.width];
        for (int y = 0; y < window.height; y++) {
            for (int x = 0; x < window.width; x++) {
                int at = window.index(y, x);
                if (done[at] || window.current[at] == other[at]) {
                    continue;
                }
                int size = flood(other, at, done, queue);
                if (size <= LARGEST_PATCH) {
                    flipCount = 0;
                    for (int i = 0; i < size; i++) {
                        flip(queue[i], other[queue[i]]);
                    }
                    consider();
                }
            }
        }
    }

    private int flood(byte[] other, int start, boolean[] done, int[] queue) {
        int size = 0;
        queue[size++] = start;
        done[start] = true;
        for (int i = 0; i < size; i++) {
            for (int dy = -window.stride; dy <= window.stride; dy += window.stride) {
                for (int dx = -1; dx <= 1; dx++) {
                    int at = queue[i] + dy + dx;
                    if (!done[at] && window.current[at] != other[at] && window.inside(at)) {
                        done[at] = true;
                        queue[size++] = at;
                    }
                }
            }
        }
        return size;
    }

    /** Makes the move if it gains. */
    private void consider() {
        double expected = 0;
        for (int i = 0; i < flipCount; i++) {
            int pixel = window.pixel(flips[i]);
            expected += loss.of(pixel, to[i]) - loss.of(pixel, from[i]);
        }
        stamps++;
        sides.forEach(Side::touch);
        double before = 0;
        double real = 0;
        for (Side side : sides) {
            for (int i = 0; i < side.count; i++) {
                before += side.cost[side.touched[i]];
                real += side.coded[window.pixel(side.touched[i])];
            }
        }
        double ratio = Math.clamp(real / before, MIN_RATIO, MAX_RATIO);
        double factor = price * ratio;
        double wanted = expected > 0 ? expected * threshold : expected / threshold;
        if (before * factor <= wanted) {
            return;
        }
        put(to);
        double after = 0;
        for (Side side : sides) {
            for (int i = 0; i < side.count; i++) {
                after += side.bits(i);
            }
        }
        if ((before - after) * factor <= wanted) {
            put(from);
            return;
        }
        for (Side side : sides) {
            for (int i = 0; i < side.count; i++) {
                side.cost[side.touched[i]] = (float) side.bits(i);
            }
        }
    }

    private void put(byte[] ids) {
        for (int i = 0; i < flipCount; i++) {
            window.current[flips[i]] = ids[i];
        }
    }
}
