package org.fovea.app.demo;

import java.util.List;
import java.util.Optional;
import org.fovea.app.rd.RdPoint;
import org.fovea.codec.FrameSize;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.evaluate.score.ScoreResult;

/**
 * What the page of the demo tells.
 *
 * @param pairs length of the drive
 * @param size of its frames
 * @param origin where the archive comes from, a sentence
 * @param training address of the page of the training that goes on; empty where none does
 * @param profile how it was encoded
 * @param isolation what hid the rest of the machine from the process that inflated
 * @param seconds that all took
 * @param originalBytes size of the drive's clip
 * @param ledger of the archive
 * @param result its score
 * @param points this archive first, then others and AV1
 * @param rival AV1 at the same bytes; empty while it is searched for
 * @param views pairs to show
 * @param classes names of the segmentation network's classes
 * @param outputs names of the pose network's outputs
 */
public record DemoReport(
        int pairs,
        FrameSize size,
        String origin,
        Optional<String> training,
        String profile,
        String isolation,
        double seconds,
        long originalBytes,
        ByteLedger ledger,
        ScoreResult result,
        List<RdPoint> points,
        Optional<RdPoint> rival,
        List<DemoView> views,
        List<String> classes,
        List<String> outputs) {}
