package org.fovea.encode.poses;

import java.util.List;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;

/** What stage {@code poses} could reach with an archive's renderer as it is, found on a few pairs. */
public final class PoseProbe {
    /** Pairs, spread over the clip: a quarter of a short one, but no fewer than four. */
    private static final int PAIRS = 8;

    private static final int PART = 4;

    private PoseProbe() {}

    /**
     * The pose term of some pairs with poses that are fitted to each for itself, as it is before these are quantised;
     * as the archive has them where the stage does not fit.
     *
     * @return points of the score
     */
    public static double term(Encoding encoding, StageContext context) throws InterruptedException {
        int some = Math.clamp(
                encoding.truth().pairs() / PART, Math.min(PART, encoding.truth().pairs()), PAIRS);
        List<Integer> pairs = encoding.truth().somePairs(some);
        if (PoseTask.movesAll(encoding.content(), context)) {
            ArchiveMeasure measure = ArchiveMeasure.of(context, encoding.truth());
            return measure.measure(encoding.content(), 0, pairs, done -> {})
                    .score()
                    .pose();
        }
        return new PoseFitting(PoseTask.of(encoding, context, PosesSettings.defaults())).term(pairs);
    }
}
