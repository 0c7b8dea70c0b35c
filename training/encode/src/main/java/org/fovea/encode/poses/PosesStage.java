package org.fovea.encode.poses;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;

/**
 * Finds for each pair the pose that makes the pose network answer as on the original, then columns, steps and codes for
 * which pose term and bytes together are least. Where poses go through the renderer's network, it begins at the poses
 * that the archive has; else at zero, at the archive's or at the neighbour's, whichever is best. Frames are rendered by
 * the decoder's renderer and rounded, so that what counts is what a score will see.
 */
public record PosesStage(PosesSettings settings) implements Stage {
    static final String NAME = "poses";

    @Override
    public Sight sight() {
        return Sight.STEPS;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        if (!context.evaluators().pose().present() || PoseTask.movesAll(before.content(), context)) {
            return new PoseRounding(before, context).run();
        }
        PoseTask task = PoseTask.of(before, context, settings);
        PosesState state = context.checkpoint().kept(PosesState.class).orElseGet(PosesState::new);
        new PoseFitting(task).run(state);
        PosesState.Found found = new PoseQuantisation(task, state).run();
        return decide(task, Outcome.of(task.tracked(), task.term(state.costsBefore()), task), found);
    }

    /** Poses as they are coded, and what they cost. */
    private record Outcome(int bytes, double term, double points) {
        static Outcome of(PoseTrack track, double term, PoseTask task) {
            int bytes = PoseCoder.encode(track).length;
            return new Outcome(bytes, term, term + 8 * bytes * task.bitPrice());
        }

        Map<String, Double> metrics() {
            return Map.of("pose", term, "poseBytes", (double) bytes, "points", points);
        }
    }

    private static Encoding decide(PoseTask task, Outcome old, PosesState.Found found) throws InterruptedException {
        StageContext context = task.context();
        Outcome now = Outcome.of(found.track(), task.term(found.models()), task);
        RendererContent content = task.content();
        RendererContent changed = content.withPoses(task.whole(found.track()));
        boolean better = now.points() < old.points() && segmentationAllows(task, changed, old.points() - now.points());
        context.log()
                .line(
                        "poses: %d bytes and pose term %.5f before, %d bytes (%d columns) and %.5f after%s",
                        old.bytes(),
                        old.term(),
                        now.bytes(),
                        found.track().columns().size(),
                        now.term(),
                        better ? "" : "; the poses stay unchanged");
        context.log().metrics(NAME, 0, old.metrics());
        context.log().metrics(NAME, 1, (better ? now : old).metrics());
        return better ? task.given().with(changed) : task.given();
    }

    /** Where the segmentation network sees the frame that poses move, both are measured. */
    private static boolean segmentationAllows(PoseTask task, RendererContent changed, double gain)
            throws InterruptedException {
        if (!segmentationSees(task, changed)) {
            return true;
        }
        ArchiveMeasure measure = ArchiveMeasure.of(task.context(), task.given().truth());
        List<Integer> pairs = task.which();
        double old =
                measure.measure(task.content(), 0, pairs, done -> {}).score().segmentation();
        double now = measure.measure(changed, 0, pairs, done -> {}).score().segmentation();
        return now - old < gain;
    }

    private static boolean segmentationSees(PoseTask task, RendererContent changed) {
        FrameChoice seen = task.context().evaluators().segmentation().frames();
        boolean sees = false;
        try (PairDrawer old = new PairDrawer(task.content(), task.inputs());
                PairDrawer now = new PairDrawer(changed, task.inputs())) {
            for (int pair : PoseTask.three(task.content())) {
                FramePair a = old.draw(pair);
                FramePair b = now.draw(pair);
                sees |= seen != FrameChoice.SECOND && !Arrays.equals(a.first(), b.first());
                sees |= seen != FrameChoice.FIRST && !Arrays.equals(a.second(), b.second());
            }
        }
        return sees;
    }
}
