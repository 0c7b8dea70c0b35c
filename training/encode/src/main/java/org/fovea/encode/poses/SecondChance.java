package org.fovea.encode.poses;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.fovea.encode.measure.EachPair;

/**
 * Searches once more for the poses of the pairs that are far from what is wanted. The term is that of the mean
 * distortion: a few such pairs cost more than all others together, and are worth far more trials than these. Each is
 * searched for from what was found, from the archive's pose, and from what was found for pairs that the pose network
 * answered alike on the original, with finite differences that are as narrow as visible changes can be.
 *
 * @param enough a distortion that need not get smaller
 */
record SecondChance(PoseTask task, double enough) {
    /**
     * How often at most, and once where codes are not searched: when the worst are found, the next ones are the worst.
     */
    private static final int CHANCES = 3;

    /** A pair with so many times the mean distortion is one of the worst. */
    private static final double WORST = 2;

    /** Trials for each of the first pass. */
    private static final int TRIALS = 2;

    /** Pairs with similar answers whose poses are tried, and searches from the best of these. */
    private static final int SIMILAR = 8;

    private static final int SEARCHES = 2;

    private LevenbergMarquardt search() {
        return new LevenbergMarquardt(
                task.units(), enough, TRIALS * task.settings().trials());
    }

    /** Improves the models of a state that has all of them. */
    void run(PosesState state) throws IOException, InterruptedException {
        while (task.settings().trials() > 0
                && state.best.isEmpty()
                && state.chances < Math.min(CHANCES, 1 + task.settings().rounds())
                && !task.context().deadline().passed()) {
            List<LinearPose> models = List.copyOf(state.models);
            double mean =
                    models.stream().mapToDouble(LinearPose::cost).average().orElseThrow();
            List<Integer> worst = IntStream.range(0, models.size())
                    .filter(pair -> models.get(pair).cost() > Math.max(WORST * mean, enough))
                    .boxed()
                    .toList();
            List<LinearPose> found = EachPair.of(
                    worst,
                    task.context().threads(),
                    pair -> again(pair, models),
                    done -> task.context().progress().update(PosesStage.NAME, done, worst.size()));
            for (int i = 0; i < worst.size(); i++) {
                state.models.set(worst.get(i), found.get(i));
            }
            state.chances++;
            task.context()
                    .log()
                    .line(
                            "poses: %d of %d pairs searched again: pose term %.5f, %.5f before",
                            worst.size(), models.size(), task.term(state.models), task.term(models));
            task.context().checkpoint().keep(state);
        }
    }

    private LinearPose again(int pair, List<LinearPose> models) {
        try (PoseError error = new PoseError(task)) {
            UnaryOperator<double[]> residuals = pose -> error.at(pair, pose);
            LinearPose best = models.get(pair);
            double[] given = StepSearch.wide(task.poseBefore(pair));
            for (double[] start : List.of(best.pose(), given)) {
                best = better(best, start, residuals);
            }
            List<LinearPose> others = similar(pair, models).stream()
                    .map(other -> models.get(other).pose())
                    .map(pose -> new LinearPose(pose, residuals.apply(pose), new double[0][]))
                    .sorted(Comparator.comparingDouble(LinearPose::cost))
                    .toList();
            for (LinearPose other : others.subList(0, Math.min(SEARCHES, others.size()))) {
                best = better(best, other.pose(), residuals);
            }
            return best == models.get(pair) ? best : search().linear(residuals, best.pose(), best.residuals());
        }
    }

    private LinearPose better(LinearPose best, double[] start, UnaryOperator<double[]> residuals) {
        if (best.cost() <= enough) {
            return best;
        }
        LinearPose model = search().linear(residuals, start, residuals.apply(start));
        LinearPose found = search().minimise(residuals, model, true);
        return found.cost() < best.cost() ? found : best;
    }

    /** Other pairs whose originals were answered most like this one's. */
    private List<Integer> similar(int pair, List<LinearPose> models) {
        double[] scale = PoseError.scale(task.context().evaluators().pose());
        List<Integer> all = new ArrayList<>(
                IntStream.range(0, models.size()).filter(i -> i != pair).boxed().toList());
        all.sort(Comparator.comparingDouble(other -> distance(task.answer(pair), task.answer(other), scale)));
        return all.subList(0, Math.min(SIMILAR, all.size()));
    }

    private static double distance(float[] a, float[] b, double[] scale) {
        double sum = 0;
        for (int i = 0; i < scale.length; i++) {
            double difference = scale[i] * ((double) a[i] - b[i]);
            sum += difference * difference;
        }
        return sum;
    }
}
