package org.fovea.encode.masks;

import java.util.Arrays;
import java.util.List;

/** Says for the pixels around some proposals which of them is nearest. */
final class Nearest {
    private final int height;
    private final int width;
    private final int[] labels;
    private final int[] queue;
    private int size;

    Nearest(int height, int width) {
        this.height = height;
        this.width = width;
        labels = new int[height * width];
        queue = new int[height * width];
    }

    record Numbered(int number, Proposal proposal) {}

    /**
     * Labels pixels with the number of the nearest proposal.
     *
     * @param first proposals that come before {@code second} where the distance is equal
     * @param reach greatest distance, in steps along rows and columns
     * @return a label for each pixel, −1 beyond reach; the same array on every call
     */
    int[] labels(List<Numbered> first, List<Numbered> second, int reach) {
        Arrays.fill(labels, -1);
        size = 0;
        first.forEach(this::seed);
        second.forEach(this::seed);
        int begin = 0;
        for (int step = 0; step < reach; step++) {
            int end = size;
            for (; begin < end; begin++) {
                int at = queue[begin];
                int x = at % width;
                reach(at, at - 1, x > 0);
                reach(at, at + 1, x < width - 1);
                reach(at, at - width, at >= width);
                reach(at, at + width, at < (height - 1) * width);
            }
        }
        return labels;
    }

    private void seed(Numbered numbered) {
        for (int pixel : numbered.proposal().pixels()) {
            if (labels[pixel] < 0) {
                labels[pixel] = numbered.number();
                queue[size++] = pixel;
            }
        }
    }

    private void reach(int from, int to, boolean inside) {
        if (inside && labels[to] < 0) {
            labels[to] = labels[from];
            queue[size++] = to;
        }
    }
}
