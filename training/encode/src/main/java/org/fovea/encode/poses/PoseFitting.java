package org.fovea.encode.poses;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.fovea.encode.measure.EachPair;

/** Finds for each pair the pose that makes the pose network answer as on the original, whatever it costs to say. */
record PoseFitting(PoseTask task) {
    /** Tasks between two checkpoints. */
    private static final int BATCH = 4;

    void run(PosesState state) throws IOException, InterruptedException {
        while (state.models.size() < task.pairs()) {
            int first = state.models.size();
            List<Integer> runs = IntStream.range(0, BATCH)
                    .map(i -> first + i * PoseTask.RUN)
                    .filter(start -> start < task.pairs())
                    .boxed()
                    .toList();
            List<List<Located>> found = EachPair.of(
                    runs,
                    task.context().threads(),
                    start -> locate(start, Math.min(start + PoseTask.RUN, task.pairs())),
                    done -> task.context()
                            .progress()
                            .update(
                                    PosesStage.NAME,
                                    Math.min(task.pairs(), first + done * PoseTask.RUN),
                                    task.pairs()));
            for (Located located : found.stream().flatMap(List::stream).toList()) {
                state.models.add(located.model());
                state.before.add(located.before());
            }
            task.context().checkpoint().keep(state);
        }
        new SecondChance(task, enough()).run(state);
        task.context()
                .log()
                .line(
                        "poses: pose term %.5f with fitted poses, %.5f before",
                        task.term(state.models), task.term(state.costsBefore()));
    }

    /** The pose term of some task.pairs() with poses that are fitted to each for itself. */
    double term(List<Integer> some) throws InterruptedException {
        List<Double> costs = EachPair.of(
                some,
                task.context().threads(),
                pair -> locate(pair, pair + 1).getFirst().model().cost(),
                done -> task.context().progress().update(PosesStage.NAME, done, some.size()));
        return task.term(costs.stream().mapToDouble(cost -> cost).toArray());
    }

    /** A model of a pair and the distortion that it had before. */
    private record Located(LinearPose model, double before) {}

    private List<Located> locate(int start, int end) {
        List<Located> all = new ArrayList<>();
        double[] widths = task.units();
        LinearPose last = null;
        try (PoseError error = new PoseError(task)) {
            for (int pair = start; pair < end; pair++) {
                int here = pair;
                UnaryOperator<double[]> residuals = pose -> error.at(here, pose);
                double[] given = StepSearch.wide(task.poseBefore(pair));
                double[] known = residuals.apply(given);
                double before = LeastSquares.squares(known);
                Start best = best(new Start(given, known), last, residuals);
                if (last == null) {
                    widths = widths(new LevenbergMarquardt(task.units(), 0, 0)
                            .linear(residuals, best.pose(), best.residuals()));
                }
                // A pose that was learnt for this pair says nothing of its neighbour's.
                boolean fresh = last == null || best.pose() == given;
                LevenbergMarquardt search =
                        new LevenbergMarquardt(widths, enough(), task.settings().trials());
                LinearPose model = fresh
                        ? search.linear(residuals, best.pose(), best.residuals())
                        : new LinearPose(best.pose(), best.residuals(), last.jacobian());
                LinearPose found = search.minimise(residuals, model, fresh);
                last = search.linear(residuals, found.pose(), found.residuals());
                all.add(new Located(last, before));
            }
        }
        return all;
    }

    /** Where a search begins. */
    private record Start(double[] pose, double[] residuals) {}

    /** The archive's pose, none at all, or that of the pair before. */
    private Start best(Start given, LinearPose last, UnaryOperator<double[]> residuals) {
        boolean learnt = task.content().header().rendererFamily().poseMatrix().isPresent();
        if (learnt || task.settings().trials() == 0) {
            return given;
        }
        double[] none = new double[given.pose().length];
        List<double[]> others = last == null ? List.of(none) : List.of(none, last.pose());
        Start best = given;
        for (double[] other : others) {
            if (!Arrays.equals(other, best.pose())) {
                double[] there = residuals.apply(other);
                if (LeastSquares.squares(there) < LeastSquares.squares(best.residuals())) {
                    best = new Start(other, there);
                }
            }
        }
        return best;
    }

    /** A distortion far below the one at which bytes and distortion balance. */
    private double enough() {
        double term = task.context().evaluators().pose().counted() * task.pairs() * task.bitPrice() / StrictMath.log(2);
        return task.poseTerm().meanOf(term) / 10;
    }

    /**
     * Widths of finite differences that change the answer by a tenth of what it changes from pair to pair in the
     * original.
     */
    private double[] widths(LinearPose model) {
        double[] scale = PoseError.scale(task.context().evaluators().pose());
        double motion = 0;
        List<float[]> poses = task.given().truth().poses();
        for (int pair = 1; pair < poses.size(); pair++) {
            for (int i = 0; i < scale.length; i++) {
                double step = scale[i] * ((double) poses.get(pair)[i] - poses.get(pair - 1)[i]);
                motion += step * step / poses.size();
            }
        }
        double target = Math.max(0.1 * Math.sqrt(motion), 1e-4);
        double[] widths = task.units().clone();
        for (int i = 0; i < widths.length; i++) {
            double effect = 0;
            for (double[] row : model.jacobian()) {
                effect += row[i] * row[i];
            }
            double change = Math.sqrt(effect) * task.units()[i];
            widths[i] *= change == 0 ? 1 : Math.clamp(target / change, 1.0 / 16, 16);
        }
        return widths;
    }
}
