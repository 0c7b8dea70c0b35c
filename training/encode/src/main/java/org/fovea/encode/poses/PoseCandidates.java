package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;

/**
 * Line search of single values, but of all values of a pair at once: renders the likeliest codes of each pair and keeps
 * the best.
 */
record PoseCandidates(PoseTask task, PosesState.Found best) {
    private static final int SWEEPS = 4;

    /** Codes of a pair and what they really give. */
    private record Candidate(ClosestPoints.Point point, LinearPose model) {}

    /** Codes that are better than the best so far, if there are any among the candidates. */
    Optional<PosesState.Found> better() throws InterruptedException {
        int[] dimensions = StepSearch.dimensions(best.sizes());
        if (dimensions.length == 0) {
            return Optional.empty();
        }
        double[] nothing = new double[task.units().length];
        StepSearch plans = new StepSearch(best.models(), task.poseTerm(), task.bitPrice(), 0, nothing);
        double mean = best.models().stream().mapToDouble(LinearPose::cost).sum() / task.pairs();
        double price = plans.distortionPrice(mean);
        CodeSearch search = CodeSearch.of(
                best.models(),
                dimensions,
                StepSearch.steps(best.sizes()),
                StepSearch.poses(best.track()),
                price,
                task.bitPrice(),
                nothing);
        search.fit();
        List<List<Candidate>> all = task.eachPair((error, pair) ->
                search.candidates(pair, task.settings().candidates()).stream()
                        .map(point -> drawn(error, pair, point, search.pose(point.numbers())))
                        .toList());
        List<LinearPose> models = new ArrayList<>(best.models());
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            search.fit();
            for (int pair = 0; pair < models.size(); pair++) {
                choose(search, pair, all.get(pair), price, models);
            }
        }
        return measured(search.track(), models);
    }

    private Candidate drawn(PoseError error, int pair, ClosestPoints.Point point, double[] pose) {
        LinearPose model = best.models().get(pair);
        boolean known = Arrays.equals(pose, model.pose());
        return new Candidate(point, known ? model : model.moved(pose, error.at(pair, pose), task.units()));
    }

    /** Gives a pair the candidate that costs least, if it costs less than what the pair has. */
    private static void choose(
            CodeSearch search, int pair, List<Candidate> candidates, double price, List<LinearPose> models) {
        double least = price * models.get(pair).cost();
        Candidate chosen = null;
        for (Candidate candidate : candidates) {
            double points = price * candidate.model().cost()
                    + search.priceOf(pair, candidate.point().numbers());
            if (points < least) {
                least = points;
                chosen = candidate;
            }
        }
        if (chosen != null) {
            search.set(
                    pair,
                    Arrays.stream(chosen.point().numbers()).asDoubleStream().toArray());
            models.set(pair, chosen.model());
        }
    }

    private Optional<PosesState.Found> measured(PoseTrack track, List<LinearPose> models) {
        double bits = PoseCoder.bits(track);
        double term = task.term(models);
        double points = term + task.bitPrice() * bits;
        task.context().log().line("poses: single values, %.0f bits, pose term %.5f, %.5f points", bits, term, points);
        return points < best.points()
                ? Optional.of(new PosesState.Found(track, models, best.sizes(), points))
                : Optional.empty();
    }
}
