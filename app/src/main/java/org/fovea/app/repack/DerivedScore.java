package org.fovea.app.repack;

import org.fovea.codec.ledger.RateTerm;

/**
 * The challenge's score from published distortions: 100·seg + √(10·pose) + 25·bytes/original bytes. Derived, not measured: it holds as far
 * as the frames are those that the distortions were measured on.
 *
 * @param segNet published SegNet distortion
 * @param poseNet published PoseNet distortion
 * @param originalBytes size of the original clip
 */
public record DerivedScore(double segNet, double poseNet, long originalBytes) {
    /** The score with an archive of this size. */
    public double of(long archiveBytes) {
        return 100 * segNet + StrictMath.sqrt(10 * poseNet) + RateTerm.score(archiveBytes, originalBytes);
    }
}
