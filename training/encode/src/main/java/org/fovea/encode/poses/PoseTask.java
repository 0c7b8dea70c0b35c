package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PairInputs;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.render.FrameEdits;

/**
 * What finding poses and saying them have in common: the archive, the networks, and what a bit costs.
 *
 * @param given the archive before the stage
 * @param inputs what the pairs are rendered from
 * @param which pairs are looked at, in ascending order; everything else counts these from 0
 * @param units of the pose's dimensions, see {@link PoseUnits}
 * @param bitPrice points for a bit of their poses, of which all pairs need so many times more
 */
record PoseTask(
        Encoding given,
        StageContext context,
        PosesSettings settings,
        PairInputs inputs,
        List<Integer> which,
        double[] units,
        double bitPrice) {
    /** Pairs that one task handles, each starting at what the one before it has found. */
    static final int RUN = 8;

    /** Units by which a pose is moved to see what it changes. */
    private static final double FAR = 8;

    static PoseTask of(Encoding given, StageContext context, PosesSettings settings) {
        RendererContent content = given.content();
        int pairs = content.header().pairs();
        List<Integer> which = given.truth().somePairs(settings.pairs() == 0 ? pairs : settings.pairs());
        // The quotient is exactly 1 where all are looked at.
        double bitPrice = context.pointsPerByte() / 8 * ((double) pairs / which.size());
        PairInputs inputs = PairInputs.of(content);
        return new PoseTask(given, context, settings, inputs, which, PoseUnits.of(content), bitPrice);
    }

    /**
     * Whether poses move both frames of a pair of a sequence: then the step to the next pair begins in a frame that
     * they move, and the segmentation network looks at all that they move.
     */
    static boolean movesAll(RendererContent content, StageContext context) {
        if (!context.evaluators().sequence()) {
            return false;
        }
        boolean moves = false;
        double[] units = PoseUnits.of(content);
        try (PairDrawer drawer = new PairDrawer(content, PairInputs.of(content))) {
            for (int pair : three(content)) {
                float[] pose = content.poses().pose(pair);
                float[] other = pose.clone();
                for (int i = 0; i < other.length; i++) {
                    other[i] += (float) (FAR * units[i]);
                }
                FrameEdits edits = drawer.edits(pair);
                moves |= !Arrays.equals(
                        drawer.draw(pair, pose, edits).second(),
                        drawer.draw(pair, other, edits).second());
            }
        }
        return moves;
    }

    /** Pairs from which it is seen what poses change. */
    static int[] three(RendererContent content) {
        int pairs = content.header().pairs();
        return new int[] {0, pairs / 2, pairs - 1};
    }

    RendererContent content() {
        return given.content();
    }

    int pairs() {
        return which.size();
    }

    /** The pose that the archive has. */
    float[] poseBefore(int pair) {
        return content().poses().pose(which.get(pair));
    }

    /** What the pose network answers on the original. */
    float[] answer(int pair) {
        return given.truth().poses().get(which.get(pair));
    }

    /** The poses that the archive has of the pairs that are looked at. */
    PoseTrack tracked() {
        return content().poses().of(which);
    }

    /**
     * Poses of the pairs that are looked at among those that the archive has, as nearly as they can be said in the same
     * steps.
     */
    PoseTrack whole(PoseTrack found) {
        PoseTrack before = content().poses();
        if (before.pairs() == which.size()) {
            return found;
        }
        List<float[]> poses =
                IntStream.range(0, before.pairs()).mapToObj(before::pose).toList();
        List<PoseColumn> columns = new ArrayList<>();
        for (PoseColumn column : found.columns()) {
            int[] codes = poses.stream()
                    .mapToInt(pose -> Math.round((pose[column.dimension()] - column.offset()) / column.step()))
                    .toArray();
            for (int i = 0; i < which.size(); i++) {
                codes[which.get(i)] = column.codes()[i];
            }
            columns.add(new PoseColumn(column.dimension(), column.step(), column.offset(), codes));
        }
        return new PoseTrack(before.pairs(), before.dimensions(), columns);
    }

    /** Of all pairs, in their order. */
    <T> List<T> eachPair(BiFunction<PoseError, Integer, T> work) throws InterruptedException {
        List<Integer> runs =
                IntStream.range(0, Math.ceilDiv(pairs(), RUN)).boxed().toList();
        IntFunction<List<T>> ofRun = run -> {
            List<T> results = new ArrayList<>();
            try (PoseError error = new PoseError(this)) {
                for (int pair = run * RUN; pair < Math.min(pairs(), (run + 1) * RUN); pair++) {
                    results.add(work.apply(error, pair));
                }
            }
            return results;
        };
        return EachPair.of(
                        runs,
                        context.threads(),
                        ofRun,
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
