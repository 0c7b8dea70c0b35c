package org.fovea.site.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.ScoreResult;

/**
 * What was lost of each class and in each output of the pose network.
 *
 * @param classes those that original or candidate has, the largest first; empty where they were not counted
 * @param outputs those that count; empty where no pose network looked
 * @param between the same outputs for the steps between pairs; empty unless the objective is of a sequence
 */
public record Losses(List<ClassCount> classes, List<Output> outputs, List<Output> between) {
    /**
     * An output of the pose network.
     *
     * @param name of it
     * @param error root of its mean squared error, in its own unit
     */
    public record Output(String name, double error) {
        /** The error, three digits. */
        public String text() {
            return String.format(Locale.ROOT, "%.3g", error);
        }
    }

    /**
     * Of a score.
     *
     * @param outputs names of the pose network's outputs; those behind are numbered
     * @return absent where the score was made before classes were counted
     */
    public static Optional<Losses> of(ScoreResult score, List<String> outputs) {
        boolean counted = !score.table().classes().isEmpty()
                || score.objective().segmentation().isEmpty();
        if (!counted) {
            return Optional.empty();
        }
        List<ClassCount> classes = score.table().classes().stream()
                .sorted(Comparator.comparingLong(ClassCount::original).reversed())
                .toList();
        List<Output> pairs = new ArrayList<>();
        List<Output> between = new ArrayList<>();
        if (score.objective().pose().isPresent()) {
            double[] errors = score.table().poseErrors();
            int each = score.table().countedOutputs() / score.objective().poseSteps();
            for (int i = 0; i < score.table().countedOutputs(); i++) {
                int number = i % each;
                String name = number < outputs.size() ? outputs.get(number) : "output " + (number + 1);
                (i < each ? pairs : between).add(new Output(name, errors[i]));
            }
        }
        return Optional.of(new Losses(classes, pairs, between));
    }

    /** Classes of which less than half is still seen. */
    public List<ClassCount> lost() {
        return classes.stream().filter(ClassCount::lost).toList();
    }
}
