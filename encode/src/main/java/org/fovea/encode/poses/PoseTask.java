package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PairInputs;
import org.fovea.evaluate.score.ScoreTerm;

/**
 * What finding poses and saying them have in common: the archive, the networks, and what a bit costs.
 *
 * @param given the archive before the stage
 * @param inputs what the pairs are drawn from
 * @param units of the pose's dimensions, see {@link PoseUnits}
 * @param bitPrice points for a bit
 */
record PoseTask(
        Encoding given,
        StageContext context,
        PosesSettings settings,
        PairInputs inputs,
        double[] units,
        double bitPrice) {
    /** Pairs that one task handles, each starting at what the one before it has found. */
    static final int RUN = 8;

    static PoseTask of(Encoding given, StageContext context, PosesSettings settings) {
        RendererContent content = given.content();
        return new PoseTask(
                given, context, settings, PairInputs.of(content), PoseUnits.of(content), context.pointsPerByte() / 8);
    }

    RendererContent content() {
        return given.content();
    }

    int pairs() {
        return content().header().pairs();
    }

    /** Asks the pose network; for one thread, to be closed. */
    PoseError error() {
        return new PoseError(
                context.evaluators().pose(), context.evaluators().sequence(), given.truth(), content(), inputs);
    }

    /** Something about one pair. */
    interface OfPair<T> {
        T of(PoseError error, int pair);
    }

    /** Of all pairs, in their order. */
    <T> List<T> eachPair(OfPair<T> work) throws InterruptedException {
        List<Integer> runs =
                IntStream.range(0, Math.ceilDiv(pairs(), RUN)).boxed().toList();
        Function<Integer, List<T>> ofRun = run -> {
            List<T> results = new ArrayList<>();
            try (PoseError error = error()) {
                for (int pair = run * RUN; pair < Math.min(pairs(), (run + 1) * RUN); pair++) {
                    results.add(work.of(error, pair));
                }
            }
            return results;
        };
        return EachPair.of(
                        runs,
                        context.threads(),
                        ofRun::apply,
                        done -> context.progress().update(PosesStage.NAME, Math.min(done * RUN, pairs()), pairs()))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** What the mean pose distortion costs. */
    ScoreTerm poseTerm() {
        return context.formula().pose();
    }

    /** The score's pose term for distortions of pairs. */
    double term(double[] costs) {
        return poseTerm().points(Arrays.stream(costs).sum(), costs.length);
    }

    double term(List<LinearPose> models) {
        return term(models.stream().mapToDouble(LinearPose::cost).toArray());
    }
}
