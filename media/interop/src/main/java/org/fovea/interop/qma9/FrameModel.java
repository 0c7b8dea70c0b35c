package org.fovea.interop.qma9;

import java.util.Arrays;
import org.fovea.codec.FormatException;

/**
 * Which events a class id is made of, and with which counts. Rows and columns are those of the stream, which are the
 * picture's columns and rows.
 */
final class FrameModel {
    static final int CLASSES = 5;

    /** Value of a neighbour outside the frame, or in a frame before the first. */
    private static final byte OUTSIDE = 5;

    private static final int BASE = 6;

    /** Contexts that differ in the last four digits only share a page. */
    private static final int PAGE = BASE * BASE * BASE * BASE;

    private static final int PAGES = PAGE * BASE;

    // Counts of one context: up false, true; left false, true; prev false, true; classes 0..4.
    private static final int LEFT = 2;
    private static final int PREVIOUS = 4;
    private static final int CLASS = 6;
    private static final int COUNTS = CLASS + CLASSES;

    private static final char IMPOSSIBLE_FALSE = 60000;

    private final EventDecoder coder;
    private final int rows;
    private final int columns;
    private final int stride;
    private byte[] previous;
    private byte[] current;

    // Few of the 6⁹ contexts occur in a real tensor, so pages and counts are made when a context is first met.
    private final int[][] places = new int[PAGES][];
    private char[] counts = new char[COUNTS << 12];
    private int used = COUNTS;
    private int frames;

    /** A margin of two rows above, one below, two columns left and one right spares all tests for the frame's edges. */
    FrameModel(EventDecoder coder, int rows, int columns) {
        this.coder = coder;
        this.rows = rows;
        this.columns = columns;
        this.stride = columns + 3;
        this.previous = new byte[(rows + 3) * stride];
        this.current = new byte[(rows + 3) * stride];
        Arrays.fill(previous, OUTSIDE);
        Arrays.fill(current, OUTSIDE);
    }

    /** Decodes the next frame into {@code picture}. */
    void decode(byte[] picture) {
        for (int row = 0; row < rows; row++) {
            row(place(row, 0));
            coder.verifyNotPastEnd();
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                picture[column * rows + row] = current[place(row, column)];
            }
        }
        byte[] swapped = previous;
        previous = current;
        current = swapped;
        frames++;
    }

    private void row(int start) {
        byte[] frame = current;
        byte[] before = previous;
        int left2 = OUTSIDE;
        int left = OUTSIDE;
        for (int at = start; at < start + columns; at++) {
            int prev = before[at];
            int up = frame[at - stride];
            int page = prev * BASE + left;
            page = page * BASE + up;
            page = page * BASE + frame[at - stride - 1];
            page = page * BASE + frame[at - stride + 1];
            int line = before[at + 1];
            line = line * BASE + before[at + stride];
            line = line * BASE + frame[at - 2 * stride];
            line = line * BASE + left2;
            int value = pixel(context(page, line, up, left, prev), up, left, prev);
            frame[at] = (byte) value;
            left2 = left;
            left = value;
        }
    }

    private int context(int page, int line, int up, int left, int prev) {
        int[] lines = places[page];
        if (lines == null) {
            lines = new int[PAGE];
            places[page] = lines;
        }
        int place = lines[line];
        if (place == 0) {
            place = create(up, left, prev);
            lines[line] = place;
        }
        return place;
    }

    private int pixel(int place, int up, int left, int prev) {
        char[] table = counts;
        if (coder.event(table, place)) {
            return possible(up, up != OUTSIDE);
        }
        if (coder.event(table, place + LEFT)) {
            return possible(left, leftPossible(up, left));
        }
        if (coder.event(table, place + PREVIOUS)) {
            return possible(prev, previousPossible(up, left, prev));
        }
        int value = coder.symbol(table, place + CLASS, CLASSES);
        return possible(value, value != up && value != left && value != prev);
    }

    private int possible(int value, boolean condition) {
        if (!condition) {
            throw new FormatException(
                    Qma9.SECTION, coder.offset(), "damaged: frame " + frames + " holds an impossible event");
        }
        return value;
    }

    private static boolean leftPossible(int up, int left) {
        return left != OUTSIDE && left != up;
    }

    private static boolean previousPossible(int up, int left, int prev) {
        return prev != OUTSIDE && prev != up && prev != left;
    }

    private int create(int up, int left, int prev) {
        int place = used;
        used += COUNTS;
        if (used > counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        start(place, up != OUTSIDE, 3);
        start(place + LEFT, leftPossible(up, left), 4);
        start(place + PREVIOUS, previousPossible(up, left, prev), 3);
        for (int i = 0; i < CLASSES; i++) {
            counts[place + CLASS + i] = (char) (i == up || i == left || i == prev ? 1 : 3);
        }
        return place;
    }

    private void start(int place, boolean possible, int ofTrue) {
        counts[place] = possible ? 1 : IMPOSSIBLE_FALSE;
        counts[place + 1] = (char) (possible ? ofTrue : 1);
    }

    private int place(int row, int column) {
        return (row + 2) * stride + column + 2;
    }
}
