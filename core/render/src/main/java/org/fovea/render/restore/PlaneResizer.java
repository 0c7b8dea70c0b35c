package org.fovea.render.restore;

import java.util.Arrays;

/**
 * Makes a plane of 8 bits larger or smaller, in integers: rows first, then columns, with pixels beyond the edge like
 * those at the edge. Not for several threads at a time.
 */
public final class PlaneResizer {
    /** Bits behind the point that rows keep between the two passes. */
    private static final int FRACTION = 6;

    private static final int ROW_SHIFT = ResizeTaps.BITS - FRACTION;
    private static final int COLUMN_SHIFT = ResizeTaps.BITS + FRACTION;
    private static final int MOST = 1 << 15;

    private final int fromHeight;
    private final int fromWidth;
    private final int toHeight;
    private final int toWidth;
    private final ResizeTaps across;
    private final ResizeTaps down;
    private final int[] columns;
    private final int[] tapWeights;
    private final int[][] ring;
    private final int[] held;
    private final int[] line;
    private final int[] sums;

    /**
     * A resizer.
     *
     * @param fromHeight rows of the plane, 1..32768, as all sizes
     * @param fromWidth columns of the plane
     * @param toHeight rows wanted
     * @param toWidth columns wanted
     * @throws IllegalArgumentException where a size is out of range
     */
    public PlaneResizer(int fromHeight, int fromWidth, int toHeight, int toWidth, ResizeFilter filter) {
        for (int size : new int[] {fromHeight, fromWidth, toHeight, toWidth}) {
            if (size < 1 || size > MOST) {
                throw new IllegalArgumentException("a plane of " + fromHeight + " by " + fromWidth
                        + " pixels cannot be resized to " + toHeight + " by " + toWidth + ": sizes are 1.." + MOST);
            }
        }
        this.fromHeight = fromHeight;
        this.fromWidth = fromWidth;
        this.toHeight = toHeight;
        this.toWidth = toWidth;
        across = ResizeTaps.of(fromWidth, toWidth, filter);
        down = ResizeTaps.of(fromHeight, toHeight, filter);
        columns = new int[toWidth * across.count()];
        tapWeights = new int[columns.length];
        transpose();
        ring = new int[Math.min(down.count(), fromHeight)][toWidth];
        held = new int[ring.length];
        line = new int[fromWidth];
        sums = new int[toWidth];
    }

    /** [tap][column], so that loops run along the row. */
    private void transpose() {
        for (int tap = 0; tap < across.count(); tap++) {
            for (int x = 0; x < toWidth; x++) {
                columns[tap * toWidth + x] = Math.clamp(across.first()[x] + tap, 0, fromWidth - 1);
                tapWeights[tap * toWidth + x] = across.weights()[x * across.count() + tap];
            }
        }
    }

    /**
     * Resizes a plane; where nothing changes, copies it.
     *
     * @param plane [fromHeight][fromWidth], 0..255
     * @param out receives [toHeight][toWidth]
     * @throws IllegalArgumentException where the arrays are of another size
     */
    public void resize(byte[] plane, byte[] out) {
        if (plane.length != fromHeight * fromWidth || out.length != toHeight * toWidth) {
            throw new IllegalArgumentException("planes of " + plane.length + " and " + out.length + " bytes where "
                    + fromHeight + "·" + fromWidth + " and " + toHeight + "·" + toWidth + " are expected");
        }
        if (fromHeight == toHeight && fromWidth == toWidth) {
            System.arraycopy(plane, 0, out, 0, out.length);
            return;
        }
        Arrays.fill(held, -1);
        for (int y = 0; y < toHeight; y++) {
            Arrays.fill(sums, 1 << (COLUMN_SHIFT - 1));
            for (int tap = 0; tap < down.count(); tap++) {
                int weight = down.weights()[y * down.count() + tap];
                if (weight != 0) {
                    add(row(plane, Math.clamp(down.first()[y] + tap, 0, fromHeight - 1)), weight, sums);
                }
            }
            finish(sums, out, y * toWidth);
        }
    }

    private int[] row(byte[] plane, int y) {
        int slot = y % ring.length;
        if (held[slot] != y) {
            held[slot] = y;
            across(plane, y * fromWidth, ring[slot]);
        }
        return ring[slot];
    }

    private void across(byte[] plane, int at, int[] row) {
        for (int x = 0; x < fromWidth; x++) {
            line[x] = plane[at + x] & 0xff;
        }
        Arrays.fill(row, 1 << (ROW_SHIFT - 1));
        for (int first = 0; first < columns.length; first += toWidth) {
            gather(line, columns, tapWeights, first, row);
        }
        for (int x = 0; x < row.length; x++) {
            row[x] >>= ROW_SHIFT;
        }
    }

    private static void gather(int[] line, int[] columns, int[] weights, int first, int[] row) {
        for (int x = 0; x < row.length; x++) {
            row[x] += line[columns[first + x]] * weights[first + x];
        }
    }

    private static void add(int[] row, int weight, int[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += row[x] * weight;
        }
    }

    private static void finish(int[] sums, byte[] out, int at) {
        for (int x = 0; x < sums.length; x++) {
            out[at + x] = (byte) Math.min(Math.max(sums[x] >> COLUMN_SHIFT, 0), 255);
        }
    }
}
