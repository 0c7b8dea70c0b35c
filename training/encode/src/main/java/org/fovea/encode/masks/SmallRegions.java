package org.fovea.encode.masks;

import java.util.Arrays;
import org.fovea.codec.mask.MaskShape;

/** Removes small regions of a class map. */
final class SmallRegions {
    /** Small regions inside small regions take so many turns at most. */
    private static final int MAX_TURNS = 8;

    private final int height;
    private final int width;
    private final int classes;
    private final int[] queue;
    private final int[] mark;
    private int marks;

    SmallRegions(MaskShape shape) {
        height = shape.height();
        width = shape.width();
        classes = shape.classes();
        queue = new int[shape.pixels()];
        mark = new int[shape.pixels()];
    }

    /**
     * Gives small regions the class around them.
     *
     * @param worth of a pixel, by its class: where it is above 1, a region of that class is removed below {@code least}
     *     / worth pixels; empty where all count alike
     */
    void remove(byte[] frame, int least, double[] worth) {
        boolean again = true;
        for (int turn = 0; turn < MAX_TURNS && again; turn++) {
            again = turn(frame, least, worth);
            Arrays.fill(mark, 0);
            marks = 0;
        }
    }

    private boolean turn(byte[] frame, int least, double[] worth) {
        boolean any = false;
        for (int start = 0; start < frame.length; start++) {
            if (mark[start] != 0) {
                continue;
            }
            int[] around = new int[classes];
            int size = flood(frame, start, around);
            double counts = worth.length == 0 ? 1 : Math.max(1, worth[frame[start] & 0xff]);
            if (size * counts < least) {
                int to = most(around);
                if (to >= 0) {
                    for (int i = 0; i < size; i++) {
                        frame[queue[i]] = (byte) to;
                    }
                    any = true;
                }
            }
        }
        return any;
    }

    /** Puts the region of a pixel into the queue and counts the classes of the pixels next to it. */
    private int flood(byte[] frame, int start, int[] around) {
        byte id = frame[start];
        marks++;
        int size = 0;
        queue[size++] = start;
        mark[start] = marks;
        for (int i = 0; i < size; i++) {
            int at = queue[i];
            int x = at % width;
            size = x > 0 ? step(frame, at - 1, id, size, around) : size;
            size = x < width - 1 ? step(frame, at + 1, id, size, around) : size;
            size = at >= width ? step(frame, at - width, id, size, around) : size;
            size = at < (height - 1) * width ? step(frame, at + width, id, size, around) : size;
        }
        return size;
    }

    private int step(byte[] frame, int at, byte id, int size, int[] around) {
        if (frame[at] != id) {
            around[frame[at] & 0xff]++;
            return size;
        }
        if (mark[at] == marks) {
            return size;
        }
        mark[at] = marks;
        queue[size] = at;
        return size + 1;
    }

    private static int most(int[] around) {
        int best = -1;
        for (int id = 0; id < around.length; id++) {
            if (around[id] > 0 && (best < 0 || around[id] > around[best])) {
                best = id;
            }
        }
        return best;
    }
}
