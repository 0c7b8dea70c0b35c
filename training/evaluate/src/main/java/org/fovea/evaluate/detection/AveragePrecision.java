package org.fovea.evaluate.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well boxes that were found fit those that are there, as COCO counts it: in each frame and class the surest box
 * first takes the object that it overlaps most; over all frames precision is interpolated at 101 recalls; a class that
 * is nowhere does not count. Holds a few bytes for each box.
 */
public final class AveragePrecision {
    /** Overlaps from which on a box fits: 0.5, 0.55 … 0.95. */
    private static final int OVERLAPS = 10;

    private static final int RECALLS = 101;

    private final Map<Integer, Category> categories = new TreeMap<>();
    private int frames;

    /**
     * The figures, 0..1.
     *
     * @param ap50 where an overlap of 0.5 is a fit; empty where there is no truth
     * @param ap mean over overlaps of 0.5 to 0.95
     */
    public record Precision(Optional<Double> ap50, Optional<Double> ap) {}

    /** All boxes of a class so far: their scores, and at which overlaps they fit or do not count, as bits. */
    private static final class Category {
        private long truth;
        private float[] scores = new float[16];
        private short[] fits = new short[16];
        private short[] ignored = new short[16];
        private int size;

        void add(float score, int fit, int ignore) {
            if (size == scores.length) {
                scores = Arrays.copyOf(scores, 2 * size);
                fits = Arrays.copyOf(fits, 2 * size);
                ignored = Arrays.copyOf(ignored, 2 * size);
            }
            scores[size] = score;
            fits[size] = (short) fit;
            ignored[size++] = (short) ignore;
        }

        double precision(int overlap) {
            long[] ranked = IntStream.range(0, size)
                    .mapToLong(place -> BoxOutput.rank(scores[place], place))
                    .sorted()
                    .toArray();
            double[] recalls = new double[size];
            double[] precisions = new double[size];
            int counted = 0;
            long right = 0;
            for (int i = size - 1; i >= 0; i--) {
                int place = ~(int) ranked[i];
                if ((ignored[place] >> overlap & 1) == 0) {
                    right += fits[place] >> overlap & 1;
                    recalls[counted] = (double) right / truth;
                    precisions[counted] = right / (counted + 1.0);
                    counted++;
                }
            }
            for (int i = counted - 2; i >= 0; i--) {
                precisions[i] = Math.max(precisions[i], precisions[i + 1]);
            }
            double sum = 0;
            int at = 0;
            for (int i = 0; i < RECALLS; i++) {
                while (at < counted && recalls[at] < i * 0.01) {
                    at++;
                }
                sum += at < counted ? precisions[at] : 0;
            }
            return sum / RECALLS;
        }
    }

    /**
     * @param truth objects that are there
     * @param found what a network says, the surest first
     */
    public void add(List<Box> truth, List<Box> found) {
        frames++;
        Map<Integer, List<Box>> wanted = truth.stream().collect(Collectors.groupingBy(Box::category));
        Map<Integer, List<Box>> got = found.stream().collect(Collectors.groupingBy(Box::category));
        wanted.forEach((id, boxes) ->
                category(id).truth += boxes.stream().filter(box -> !box.crowd()).count());
        got.forEach((id, boxes) -> match(category(id), wanted.getOrDefault(id, List.of()), boxes));
    }

    private Category category(int id) {
        return categories.computeIfAbsent(id, _ -> new Category());
    }

    private static void match(Category category, List<Box> wanted, List<Box> found) {
        List<Box> truth = new ArrayList<>(wanted);
        truth.sort(Comparator.comparing(Box::crowd));
        boolean[][] taken = new boolean[OVERLAPS][truth.size()];
        for (Box box : found) {
            double[] overlaps = truth.stream().mapToDouble(box::overlap).toArray();
            int fits = 0;
            int ignored = 0;
            for (int i = 0; i < OVERLAPS; i++) {
                int best = best(truth, taken[i], overlaps, 0.5 + i * 0.05);
                if (best >= 0 && truth.get(best).crowd()) {
                    ignored |= 1 << i;
                } else if (best >= 0) {
                    taken[i][best] = true;
                    fits |= 1 << i;
                }
            }
            category.add(box.score(), fits, ignored);
        }
    }

    /** The free object of the largest overlap, or, where there is none, a crowd; -1 where nothing fits. */
    private static int best(List<Box> truth, boolean[] taken, double[] overlaps, double least) {
        int best = -1;
        double most = least;
        for (int i = 0; i < overlaps.length; i++) {
            if (truth.get(i).crowd() && best >= 0 && !truth.get(best).crowd()) {
                break;
            }
            if (!taken[i] && overlaps[i] >= most) {
                most = overlaps[i];
                best = i;
            }
        }
        return best;
    }

    public int frames() {
        return frames;
    }

    public long truth() {
        return categories.values().stream().mapToLong(one -> one.truth).sum();
    }

    public Precision precision() {
        List<Category> present =
                categories.values().stream().filter(one -> one.truth > 0).toList();
        if (present.isEmpty()) {
            return new Precision(Optional.empty(), Optional.empty());
        }
        double[] each = IntStream.range(0, OVERLAPS)
                .mapToDouble(overlap -> present.stream()
                        .mapToDouble(one -> one.precision(overlap))
                        .average()
                        .orElseThrow())
                .toArray();
        return new Precision(
                Optional.of(each[0]),
                Optional.of(DoubleStream.of(each).average().orElseThrow()));
    }
}
