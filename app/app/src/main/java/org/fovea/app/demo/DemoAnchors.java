package org.fovea.app.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorPlan;
import org.fovea.app.anchor.Anchors;
import org.fovea.app.rd.RdBench;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdTask;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.video.clip.Clip;

/** A small search for AV1's best settings on the demo's drive; {@code fovea bench rd} searches longer. */
public final class DemoAnchors {
    private static final AnchorPlan PLAN = new AnchorPlan(List.of(70, 45, 30), List.of(46, 58), 6);

    private DemoAnchors() {}

    /** Measures; the task's folder gets a file of the points. */
    public static List<RdPoint> measure(Reporter reporter, RdTask task, int preset)
            throws IOException, InterruptedException {
        return new RdBench(
                        task, Optional.empty(), task.folder().resolve("av1.json"), reporter.only(Reporter.Part.TASKS))
                .anchors(Anchors.find(List.of(AnchorCodec.AV1), ""), PLAN, codec -> Integer.toString(preset));
    }

    /** The demo's own archive as a point beside them, under a label. */
    public static RdPoint own(Clip clip, ScoreResult result, String label) {
        Accounting score = result.score().orElseThrow();
        return RdPoint.archive(
                RdPoint.FOVEA,
                label,
                clip.size(),
                score.bytes(),
                result,
                clip.facts().bytes(),
                result.provenance().seconds());
    }
}
