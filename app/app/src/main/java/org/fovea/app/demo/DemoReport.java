package org.fovea.app.demo;

import java.util.List;
import org.fovea.app.rd.RdPoint;
import org.fovea.codec.FrameSize;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.evaluate.score.ScoreResult;

/**
 * What the page of the demo tells.
 *
 * @param pairs length of the drive
 * @param size of its frames
 * @param seed of the drive
 * @param night whether it is by night
 * @param profile how it was encoded
 * @param isolation what hid the rest of the machine from the process that inflated
 * @param seconds that all took
 * @param originalBytes size of the drive's clip
 * @param ledger of the archive
 * @param result its score
 * @param points archive and AV1, at least one of each
 * @param views pairs to show
 * @param classes names of the segmentation network's classes
 * @param outputs names of the pose network's outputs
 */
public record DemoReport(
        int pairs,
        FrameSize size,
        long seed,
        boolean night,
        String profile,
        String isolation,
        double seconds,
        long originalBytes,
        ByteLedger ledger,
        ScoreResult result,
        List<RdPoint> points,
        List<DemoView> views,
        List<String> classes,
        List<String> outputs) {}
