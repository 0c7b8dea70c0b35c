package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.mask.MaskShape;

/**
 * Flips of neighbouring pixels of one mask that stand or fall together.
 *
 * @param pair whose mask it is
 * @param pixels places in the frame
 * @param to their new classes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record Proposal(int pair, int[] pixels, byte[] to) {
    /**
     * The connected pieces, corners count, in which two versions of a mask differ; in the order of their first pixels.
     */
    static List<Proposal> between(MaskShape shape, int pair, byte[] before, byte[] after) {
        List<Proposal> pieces = new ArrayList<>();
        boolean[] done = new boolean[before.length];
        int[] queue = new int[before.length];
        for (int start = 0; start < before.length; start++) {
            if (done[start] || before[start] == after[start]) {
                continue;
            }
            int size = 0;
            queue[size++] = start;
            done[start] = true;
            for (int i = 0; i < size; i++) {
                int y = queue[i] / shape.width();
                int x = queue[i] % shape.width();
                for (int row = Math.max(0, y - 1); row <= Math.min(shape.height() - 1, y + 1); row++) {
                    for (int column = Math.max(0, x - 1); column <= Math.min(shape.width() - 1, x + 1); column++) {
                        int at = row * shape.width() + column;
                        if (!done[at] && before[at] != after[at]) {
                            done[at] = true;
                            queue[size++] = at;
                        }
                    }
                }
            }
            int[] pixels = Arrays.copyOf(queue, size);
            byte[] to = new byte[size];
            for (int i = 0; i < size; i++) {
                to[i] = after[pixels[i]];
            }
            pieces.add(new Proposal(pair, pixels, to));
        }
        return pieces;
    }

    void apply(byte[] frame) {
        for (int i = 0; i < pixels.length; i++) {
            frame[pixels[i]] = to[i];
        }
    }

    /** Marks all that is no further from its pixels than some rows and columns. */
    void mark(MaskShape shape, boolean[] marked, int reach) {
        Arrays.stream(pixels).forEach(pixel -> mark(shape, marked, pixel, reach));
    }

    /** Marks all that is no further from a pixel than some rows and columns. */
    static void mark(MaskShape shape, boolean[] marked, int pixel, int reach) {
        int y = pixel / shape.width();
        int x = pixel % shape.width();
        for (int row = Math.max(0, y - reach); row <= Math.min(shape.height() - 1, y + reach); row++) {
            int from = row * shape.width();
            int end = from + Math.min(shape.width() - 1, x + reach) + 1;
            Arrays.fill(marked, from + Math.max(0, x - reach), end, true);
        }
    }
}
