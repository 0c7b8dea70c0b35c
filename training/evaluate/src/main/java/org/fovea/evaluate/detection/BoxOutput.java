package org.fovea.evaluate.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.config.YamlMap;

/**
 * Boxes in a network's answer on a frame.
 *
 * @param layout what its numbers mean
 * @param rows of the answer [1, rows, columns]
 * @param columns likewise
 * @param input size of the frames that the network sees, in whose pixels it answers
 */
public record BoxOutput(Layout layout, int rows, int columns, FrameSize input) {
    /** Boxes that count, of a frame. */
    public static final int MOST = 300;

    /** The least score of a box that counts. */
    public static final double LEAST_SCORE = 0.001;

    /** Boxes of one class that overlap more are of one object. */
    private static final double ONE_OBJECT = 0.7;

    private static final int CORNER_NUMBERS = 6;
    private static final int SIDES = 4;

    /** What the numbers mean. */
    public enum Layout {
        /** [1, N, 6]: left, top, right, bottom, score, class; one box for each object. */
        CORNERS,
        /** [1, 4 + classes, N]: centre, width and height, then a score for each class; many boxes for an object. */
        CENTRES
    }

    /**
     * Of answers of a shape.
     *
     * @throws IllegalArgumentException where they cannot be boxes, with a reason that follows "it returns [1, …], but"
     */
    public static BoxOutput of(Layout layout, long[] shape, FrameSize input) {
        boolean fits = shape.length == 3
                && switch (layout) {
                    case CORNERS -> shape[2] == CORNER_NUMBERS;
                    case CENTRES -> shape[1] > SIDES;
                };
        if (!fits) {
            throw new IllegalArgumentException("boxes: " + YamlMap.word(layout) + " needs "
                    + (layout == Layout.CORNERS
                            ? "[1, N, 6]: x1, y1, x2, y2, score, class"
                            : "[1, 4 + classes, N]: centre x and y, width, height, a score for each class"));
        }
        return new BoxOutput(layout, (int) shape[1], (int) shape[2], input);
    }

    /** Numbers of an answer. */
    public int numbers() {
        return rows * columns;
    }

    /**
     * The boxes that count, the surest first, earlier ones first among equals. {@link Layout#CENTRES} are thinned:
     * among boxes of one class that overlap by more than 0.7 the surest stays.
     *
     * @param answers hold the answer at {@code from}
     * @param frame size of the frames in whose pixels boxes are wanted
     */
    public List<Box> boxes(float[] answers, int from, FrameSize frame) {
        long[] ranked = ranked(answers, from);
        List<Box> kept = new ArrayList<>();
        for (int i = ranked.length - 1; i >= 0 && kept.size() < MOST; i--) {
            Box box = box(answers, from, ~(int) ranked[i]);
            if (layout == Layout.CORNERS
                    || kept.stream()
                            .noneMatch(
                                    surer -> surer.category() == box.category() && surer.overlap(box) > ONE_OBJECT)) {
                kept.add(box);
            }
        }
        double across = (double) frame.width() / input.width();
        double down = (double) frame.height() / input.height();
        return kept.stream().map(box -> box.stretched(across, down, frame)).toList();
    }

    /** Scores that count with their places: a network may answer with millions of numbers. */
    private long[] ranked(float[] answers, int from) {
        int count = layout == Layout.CORNERS ? rows : (rows - SIDES) * columns;
        return IntStream.range(0, count)
                .filter(index -> score(answers, from, index) >= LEAST_SCORE)
                .mapToLong(index -> rank(score(answers, from, index), index))
                .sorted()
                .toArray();
    }

    private float score(float[] answers, int from, int index) {
        return answers[from + (layout == Layout.CORNERS ? CORNER_NUMBERS * index + SIDES : SIDES * columns + index)];
    }

    private Box box(float[] answers, int from, int index) {
        float score = score(answers, from, index);
        if (layout == Layout.CORNERS) {
            float[] row =
                    Arrays.copyOfRange(answers, from + CORNER_NUMBERS * index, from + CORNER_NUMBERS * (index + 1));
            return Box.found(Math.round(row[5]), score, row[0], row[1], row[2], row[3]);
        }
        int at = from + index % columns;
        double x = answers[at];
        double y = answers[at + columns];
        double width = answers[at + 2 * columns];
        double height = answers[at + 3 * columns];
        return Box.found(index / columns, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    /**
     * A score of 0 or more with its place, {@code ~(int) rank}: sorted ranks end with the surest and, among equals, the
     * first.
     */
    static long rank(float score, int place) {
        return ((long) Float.floatToIntBits(score) << Integer.SIZE) | (~place & 0xffffffffL);
    }
}
