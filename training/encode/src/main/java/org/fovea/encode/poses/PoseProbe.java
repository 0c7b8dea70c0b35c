package org.fovea.encode.poses;

import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;

/** What stage {@code poses} could reach with an archive's renderer as it is, found on a few pairs. */
public final class PoseProbe {
    /** Pairs, spread over the clip: a quarter of a short one, but no fewer than four. */
    private static final int PAIRS = 8;

    private static final int PART = 4;

    private PoseProbe() {}

    /**
     * The pose term of some pairs with poses that are fitted to each for itself, as it is before these are quantised.
     *
     * @return points of the score
     */
    public static double term(Encoding encoding, StageContext context) throws InterruptedException {
        PoseTask task = PoseTask.of(encoding, context, PosesSettings.defaults());
        int some = Math.clamp(
                encoding.truth().pairs() / PART, Math.min(PART, encoding.truth().pairs()), PAIRS);
        return new PoseFitting(task).term(encoding.truth().somePairs(some));
    }
}
