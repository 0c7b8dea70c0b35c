package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;

/**
 * Poses that were learnt with the weights, where no pose network says what they should be or where they move all that
 * the other networks see, in coarser steps: of all columns first, then of each, as long as what all networks lose and
 * the bytes fall together.
 */
record PoseRounding(Encoding given, StageContext context) {
    /** Most pairs that a step is judged on; of a sequence, each has four answers of networks. */
    private static final int MOST = 64;

    private static final int MOST_OF_SEQUENCE = 16;

    /** A column is left out where its steps would be so many times as large. */
    private static final int COARSEST = 512;

    /** Poses and what they come to. */
    private record Outcome(PoseTrack track, int bytes, double points) {}

    Encoding run() throws InterruptedException {
        PoseTrack before = given.content().poses();
        if (before.columns().isEmpty()) {
            context.log().line(PosesStage.NAME + ": passed over, since there is no pose that was learnt");
            return given;
        }
        Outcome first = outcome(before);
        Outcome best = first;
        for (int factor = 2; factor <= COARSEST && !context.deadline().passed(); factor *= 2) {
            best = better(best, outcome(coarser(before, column -> true, factor)));
        }
        for (int dimension = 0; dimension < before.dimensions(); dimension++) {
            best = coarsened(best, dimension);
        }
        context.log()
                .line(
                        "poses: %d bytes and score %.5f before, %d bytes (%d columns) and %.5f in coarser steps",
                        first.bytes,
                        first.points,
                        best.bytes,
                        best.track.columns().size(),
                        best.points);
        return given.with(given.content().withPoses(best.track));
    }

    private Outcome coarsened(Outcome from, int dimension) throws InterruptedException {
        Outcome best = from;
        for (int factor : new int[] {2, 4, 16, COARSEST}) {
            if (context.deadline().passed()) {
                return best;
            }
            context.progress().update(PosesStage.NAME, dimension, from.track.dimensions());
            best = better(best, outcome(coarser(from.track, column -> column.dimension() == dimension, factor)));
        }
        return best;
    }

    private static Outcome better(Outcome one, Outcome other) {
        return other.points < one.points ? other : one;
    }

    private static PoseTrack coarser(PoseTrack track, Predicate<PoseColumn> which, int factor) {
        List<PoseColumn> columns = new ArrayList<>();
        for (PoseColumn column : track.columns()) {
            (which.test(column) ? coarser(column, factor) : Optional.of(column)).ifPresent(columns::add);
        }
        return new PoseTrack(track.pairs(), track.dimensions(), columns);
    }

    /** Nothing where all poses come to 0. */
    private static Optional<PoseColumn> coarser(PoseColumn column, int factor) {
        int[] codes = Arrays.stream(column.codes())
                .map(code -> factor == COARSEST ? 0 : Math.round((float) code / factor))
                .toArray();
        return column.offset() == 0 && IntStream.of(codes).allMatch(code -> code == 0)
                ? Optional.empty()
                : Optional.of(new PoseColumn(column.dimension(), column.step() * factor, column.offset(), codes));
    }

    private Outcome outcome(PoseTrack track) throws InterruptedException {
        int bytes = PoseCoder.encode(track).length;
        List<Integer> pairs = given.truth().somePairs(context.evaluators().sequence() ? MOST_OF_SEQUENCE : MOST);
        ArchiveMeasure measure = ArchiveMeasure.of(context, given.truth());
        Measurement found = measure.measure(given.content().withPoses(track), bytes, pairs, done -> {});
        return new Outcome(track, bytes, found.score().total());
    }
}
