package org.fovea.encode.poses;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;

/**
 * Chooses columns, steps and codes for which pose term and bytes together are least, by linear models of the pairs that
 * are corrected by what is really rendered.
 *
 * @param state to begin with, whose models are complete
 */
record PoseQuantisation(PoseTask task, PosesState state) {
    /** Octaves by which rounded poses are tried with finer or coarser steps than linear models ask for. */
    private static final int OCTAVES = 5;

    /** Steps in an octave. */
    private static final int OCTAVE = 4;

    /** A pair with this many times the mean distortion, and the expected one, is fitted again. */
    private static final double WORST = 2;

    /** A round that comes to so much more than the best has lost its way. */
    private static final double LOST = 1.1;

    /** The best that was measured. */
    PosesState.Found run() throws IOException, InterruptedException {
        int rounds = task.settings().rounds();
        if (state.best.isEmpty()) {
            rounded();
            task.context().checkpoint().keep(state);
        }
        while (state.rounds < rounds && !task.context().deadline().passed()) {
            round();
            state.rounds++;
            task.context().checkpoint().keep(state);
        }
        if (state.rounds == rounds && task.settings().candidates() > 1) {
            Optional<PosesState.Found> better = new PoseCandidates(task, state.best.orElseThrow()).better();
            state.best = better.or(() -> state.best);
            state.rounds++;
            task.context().checkpoint().keep(state);
        }
        return state.best.orElseThrow();
    }

    /**
     * The poses that were found, rounded to steps finer and finer, or else coarser and coarser, until that pays no
     * more. Where the network is far from linear, as one that was trained on few pictures is, nothing else keeps what
     * was found.
     */
    private void rounded() throws InterruptedException {
        StepSearch search =
                new StepSearch(state.models, task.poseTerm(), task.bitPrice(), 0, new double[task.units().length]);
        int[] first = search.firstSizes();
        rounded(search, first);
        if (!rounded(search, StepSearch.all(first, -OCTAVE), -OCTAVE)) {
            rounded(search, StepSearch.all(first, OCTAVE), OCTAVE);
        }
    }

    /** Whether other steps were better, and the same by so much finer or coarser. */
    private boolean rounded(StepSearch search, int[] first, int by) throws InterruptedException {
        int[] sizes = first;
        int tried = 0;
        while (tried < OCTAVES && rounded(search, sizes)) {
            sizes = StepSearch.all(sizes, by);
            tried++;
        }
        return tried > 0;
    }

    /** Whether these steps are the best so far. */
    private boolean rounded(StepSearch search, int[] sizes) throws InterruptedException {
        PosesState.Found found = measured(state.models, new StepSearch.Plan(sizes, search.rounded(sizes), 0));
        log("rounded", found);
        boolean best = state.best.isEmpty()
                || found.points() <= state.best.orElseThrow().points();
        if (best) {
            state.best = Optional.of(found);
        }
        return best;
    }

    private void round() throws InterruptedException {
        List<LinearPose> models = state.last.map(PosesState.Found::models).orElse(state.models);
        StepSearch search = new StepSearch(models, task.poseTerm(), task.bitPrice(), state.rough, distrust());
        boolean first = state.last.isEmpty();
        int[] sizes = first ? search.firstSizes() : state.last.get().sizes();
        List<double[]> start = models.stream().map(LinearPose::pose).toList();
        StepSearch.Plan plan = search.improve(
                search.plan(sizes, start), first ? task.settings().stepRounds() : 1);
        PosesState.Found found = measured(models, plan);
        log(String.format(Locale.ROOT, "round %d, %.5f points expected", state.rounds + 1, plan.points()), found);
        learn(models, found.models());
        PosesState.Found best = state.best.orElseThrow();
        state.last = Optional.of(found.points() > LOST * best.points() ? best : found);
        if (found.points() < best.points()) {
            state.best = Optional.of(found);
        }
    }

    private void log(String what, PosesState.Found found) {
        task.context()
                .log()
                .line(
                        "poses: %s: %d columns, %.0f bits, pose term %.5f, %.5f points",
                        what,
                        found.track().columns().size(),
                        PoseCoder.bits(found.track()),
                        task.term(found.models()),
                        found.points());
    }

    /** What the networks really say to a plan. */
    private PosesState.Found measured(List<LinearPose> models, StepSearch.Plan plan) throws InterruptedException {
        List<LinearPose> moved = evaluate(models, plan.track());
        double points = task.term(moved) + task.bitPrice() * PoseCoder.bits(plan.track());
        return new PosesState.Found(plan.track(), moved, plan.sizes(), points);
    }

    /** Real residuals at the poses of a track; where they are far from what was expected, a model of the new place. */
    private List<LinearPose> evaluate(List<LinearPose> models, PoseTrack track) throws InterruptedException {
        List<LinearPose> moved = task.eachPair((error, pair) -> {
            double[] pose = StepSearch.wide(track.pose(pair));
            return models.get(pair).moved(pose, error.at(pair, pose), task.units());
        });
        double mean = moved.stream().mapToDouble(LinearPose::cost).average().orElseThrow();
        LevenbergMarquardt search = new LevenbergMarquardt(task.units(), 0, 0);
        return task.eachPair((error, pair) -> {
            LinearPose now = moved.get(pair);
            double[] expected = models.get(pair).at(now.pose());
            return now.cost() > WORST * Math.max(mean, LeastSquares.squares(expected))
                    ? search.linear(pose -> error.at(pair, pose), now.pose(), now.residuals())
                    : now;
        });
    }

    /** How far the models can be trusted, from what they missed. */
    private void learn(List<LinearPose> models, List<LinearPose> moved) {
        double unseen = 0;
        double moves = 0;
        double effect = 0;
        double[] effects = effects();
        for (int pair = 0; pair < task.pairs(); pair++) {
            LinearPose now = moved.get(pair);
            double[] expected = models.get(pair).at(now.pose());
            for (int i = 0; i < task.units().length; i++) {
                double changed = now.pose()[i] - models.get(pair).pose()[i];
                double move = changed / task.units()[i];
                moves += move * move / task.pairs();
                effect += effects[i] * changed * changed / task.pairs();
            }
            for (int i = 0; i < expected.length; i++) {
                double miss = now.residuals()[i] - expected[i];
                unseen += miss * miss / task.pairs();
            }
        }
        // Misses of small moves are rounding, those of large ones the fault of the models.
        double far = moves / (1 + moves);
        state.rough = (1 - far) * unseen;
        state.distrust = Math.max(state.distrust / 2, far * unseen / Math.max(effect, 1e-12));
    }

    /** What each dimension does to the residuals, squared, on average over the task.pairs(). */
    private double[] effects() {
        double[] effects = new double[task.units().length];
        for (LinearPose model : state.models) {
            for (double[] row : model.jacobian()) {
                for (int i = 0; i < effects.length; i++) {
                    effects[i] += row[i] * row[i] / task.pairs();
                }
            }
        }
        return effects;
    }

    private double[] distrust() {
        return Arrays.stream(effects()).map(effect -> effect * state.distrust).toArray();
    }
}
