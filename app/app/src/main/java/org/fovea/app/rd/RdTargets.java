package org.fovea.app.rd;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether Fovea is as much better than an anchor codec as it wants to be.
 *
 * @param anchor the anchor codec's point with the best score
 * @param best Fovea's point with the best score
 * @param equal Fovea's smallest point that scores at least as well as the anchor's best; empty where there is none
 */
public record RdTargets(RdPoint anchor, RdPoint best, Optional<RdPoint> equal) {
    /** Most of the anchor's best score that Fovea's may be. */
    public static final double SCORE_RATIO = 1.0 / 3;

    /** Most of the anchor's bytes that Fovea may need for its best score. */
    public static final double BYTES_RATIO = 1.0 / 4;

    /** Compares; empty where Fovea or the codec has no point. */
    public static Optional<RdTargets> of(List<RdPoint> points, String series) {
        Comparator<RdPoint> byScore = Comparator.comparingDouble(RdPoint::score);
        Optional<RdPoint> theirs =
                points.stream().filter(point -> point.series().equals(series)).min(byScore);
        Optional<RdPoint> ours = points.stream().filter(RdPoint::isFovea).min(byScore);
        if (theirs.isEmpty() || ours.isEmpty()) {
            return Optional.empty();
        }
        Optional<RdPoint> equal = points.stream()
                .filter(point ->
                        point.isFovea() && point.score() <= theirs.get().score())
                .min(Comparator.comparingLong(RdPoint::bytes));
        return Optional.of(new RdTargets(theirs.get(), ours.get(), equal));
    }

    /** Fovea's best score over the anchor's. */
    public double scoreRatio() {
        return best.score() / anchor.score();
    }

    /** Whether the score is good enough. */
    public boolean scoreHolds() {
        return scoreRatio() <= SCORE_RATIO;
    }

    /** Bytes that Fovea needs for the anchor's best score, over the anchor's; infinite where it never gets there. */
    public double bytesRatio() {
        return equal.isPresent() ? (double) equal.get().bytes() / anchor.bytes() : Double.POSITIVE_INFINITY;
    }

    /** Whether the bytes are few enough. */
    public boolean bytesHold() {
        return bytesRatio() <= BYTES_RATIO;
    }
}
