package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.encode.measure.EachPair;

/**
 * Codes of a sequence in which a pair's poses also move the frame where the step to the next pair begins. Goes from
 * pair to pair: that frame is rendered with the codes which its pair has got, so that the next pair sees the error of
 * these and chooses its own codes accordingly. Rounding errors do not add up.
 *
 * <p>Several runs of pairs are searched at a time, so that the first pair of each but the first run is chosen once more
 * when the codes of the pair before it are known.
 */
final class PoseChain {
    private final PoseTask task;
    private final StepSearch.Plan plan;
    private final List<LinearPose> models;
    private final CodeSearch search;
    private final double price;

    /** Codes of each pair. */
    private final long[][] codes;

    /**
     * A chain.
     *
     * @param near models of the pairs, whose jacobians hold near the plan
     * @param plan steps of at least one column, and the codes to begin with
     */
    PoseChain(PoseTask task, List<LinearPose> near, StepSearch.Plan plan) {
        this.task = task;
        this.plan = plan;
        models = new ArrayList<>(near);
        int[] dimensions = StepSearch.dimensions(plan.sizes());
        double[] nothing = new double[task.units().length];
        StepSearch plans = new StepSearch(near, task.poseTerm(), task.bitPrice(), 0, nothing);
        price = plans.distortionPrice(plans.distortion(plan.track()));
        search = new CodeSearch(
                models,
                dimensions,
                StepSearch.steps(plan.sizes()),
                StepSearch.poses(plan.track()),
                price,
                task.bitPrice(),
                nothing);
        codes = new long[task.pairs()][dimensions.length];
        for (PoseColumn column : plan.track().columns()) {
            int j = Arrays.binarySearch(dimensions, column.dimension());
            for (int pair = 0; pair < codes.length; pair++) {
                codes[pair][j] = column.codes()[pair];
            }
        }
    }

    /** The codes that were chosen, with what the networks really answer. */
    PosesState.Found measured() throws InterruptedException {
        search.fit();
        task.eachPair((error, pair) -> {
            if (pair % PoseTask.RUN == 0 && pair > 0) {
                error.settle(pair - 1, StepSearch.wide(plan.track().pose(pair - 1)));
            }
            return choose(error, pair);
        });
        List<Integer> starts = IntStream.range(1, Math.ceilDiv(codes.length, PoseTask.RUN))
                .map(run -> run * PoseTask.RUN)
                .boxed()
                .toList();
        EachPair.of(starts, task.context().threads(), this::again, done -> {});
        for (int pair = 0; pair < codes.length; pair++) {
            search.set(pair, Arrays.stream(codes[pair]).asDoubleStream().toArray());
        }
        double points = task.term(models) + task.bitPrice() * PoseCoder.bits(search.track());
        return new PosesState.Found(search.track(), List.copyOf(models), plan.sizes(), points);
    }

    /** Takes the codes that are best by the model, where they really are better. */
    private LinearPose choose(PoseError error, int pair) {
        LinearPose here = measured(error, pair);
        models.set(pair, here);
        long[] nearest = search.candidates(pair, 1).getFirst().numbers();
        if (!Arrays.equals(nearest, codes[pair])) {
            double[] pose = search.pose(nearest);
            LinearPose there = here.moved(pose, error.at(pair, pose), task.units());
            double gain = price * (here.cost() - there.cost())
                    + search.priceOf(pair, codes[pair])
                    - search.priceOf(pair, nearest);
            if (gain > 0) {
                models.set(pair, there);
                codes[pair] = nearest;
            }
        }
        error.settle(pair, models.get(pair).pose());
        return models.get(pair);
    }

    private LinearPose measured(PoseError error, int pair) {
        double[] pose = search.pose(codes[pair]);
        return models.get(pair).moved(pose, error.at(pair, pose), task.units());
    }

    /** Chooses for the first pair of a run again; the one after it keeps its codes. */
    private LinearPose again(int start) {
        try (PoseError error = task.error()) {
            error.settle(start - 1, models.get(start - 1).pose());
            LinearPose chosen = choose(error, start);
            if (start + 1 < codes.length) {
                models.set(start + 1, measured(error, start + 1));
            }
            return chosen;
        }
    }
}
