package org.fovea.encode.masks;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.fovea.codec.mask.MaskShape;

/**
 * What a pixel's class costs given fifteen pixels around it that a decoder knows before it: an estimate of what the
 * mask coder spends, which answers quickly what a change of one pixel does to the costs of all pixels that look at it.
 * Counted on the masks themselves; unlike the coder's models it does not adapt.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NeighbourhoodModel(
        int classes, int[] own, int[] before, ContextCounts whole, ContextCounts middle, ContextCounts small) {
    /** Frames that are counted at most. */
    private static final int MAX_FRAMES = 512;

    private static final double WEIGHT = 2.5;
    private static final double BITS = 1 / Math.log(2);

    /** Rows and columns from a pixel to the pixels of its own frame that it looks at, nearest first. */
    private static final int[][] OWN = {{0, -1}, {-1, 0}, {-1, 1}, {-1, -1}, {0, -2}, {-2, 0}, {-1, 2}};

    /** The same for the frame before. */
    private static final int[][] BEFORE = {{0, 0}, {0, 1}, {1, 0}, {0, -1}, {-1, 0}, {1, 1}, {1, -1}, {0, 2}};

    /** Pixels of the middle context, of either list; the small one has fewer still. */
    private static final int MIDDLE = 4;

    private static final int SMALL = 2;

    /** Odd and random, so that different neighbourhoods hardly ever share a key. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Counts all frames, or some spread over the clip where there are very many. */
    static NeighbourhoodModel of(Masks masks) {
        MaskShape shape = masks.shape();
        int stride = shape.width() + 2 * Window.MARGIN;
        NeighbourhoodModel model = new NeighbourhoodModel(
                shape.classes(),
                offsets(OWN, stride),
                offsets(BEFORE, stride),
                new ContextCounts(),
                new ContextCounts(),
                new ContextCounts());
        int counted = Math.min(MAX_FRAMES, shape.frames());
        for (int i = 0; i < counted; i++) {
            model.count(new Window(masks, (int) ((long) i * shape.frames() / counted)));
        }
        return model;
    }

    private static int[] offsets(int[][] places, int stride) {
        return Arrays.stream(places)
                .mapToInt(place -> place[0] * stride + place[1])
                .toArray();
    }

    private void count(Window window) {
        for (int y = 0; y < window.height; y++) {
            for (int x = 0; x < window.width; x++) {
                int at = window.index(y, x);
                int id = window.current[at] & 0xff;
                whole.add(key(window.previous, window.current, at, own.length, before.length), id);
                middle.add(key(window.previous, window.current, at, MIDDLE, MIDDLE), id);
                small.add(key(window.previous, window.current, at, SMALL, SMALL), id);
            }
        }
    }

    private long key(byte[] previous, byte[] current, int at, int ownPixels, int beforePixels) {
        long key = 0;
        for (int i = 0; i < ownPixels; i++) {
            key = key * SPREAD + (current[at + own[i]] & 0xff);
        }
        for (int i = 0; i < beforePixels; i++) {
            key = key * SPREAD + (previous[at + before[i]] & 0xff);
        }
        return key & Long.MAX_VALUE;
    }

    /** Offsets of pixels of the same frame that look at a pixel, itself first. */
    int[] ownDependents() {
        return IntStream.concat(IntStream.of(0), Arrays.stream(own).map(offset -> -offset))
                .toArray();
    }

    /** Offsets of pixels of the next frame that look at a pixel. */
    int[] nextDependents() {
        return Arrays.stream(before).map(offset -> -offset).toArray();
    }

    /**
     * Bits of a pixel.
     *
     * @param previous plane of the frame before
     * @param current plane of the pixel's frame
     * @param counted whether the pixel was counted as it is now, so that it must not speak for itself
     */
    double bits(byte[] previous, byte[] current, int at, boolean counted) {
        int excluded = counted ? 1 : 0;
        int id = current[at] & 0xff;
        double p = 1.0 / classes;
        p = small.chance(key(previous, current, at, SMALL, SMALL), id, p, WEIGHT, excluded);
        p = middle.chance(key(previous, current, at, MIDDLE, MIDDLE), id, p, WEIGHT, excluded);
        p = whole.chance(key(previous, current, at, own.length, before.length), id, p, WEIGHT, excluded);
        return -Math.log(Math.max(p, 1e-6)) * BITS;
    }
}
