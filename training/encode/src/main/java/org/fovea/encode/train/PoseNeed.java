package org.fovea.encode.train;

import org.fovea.codec.archive.RendererContent;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.poses.PoseProbe;

/**
 * Whether a training must teach the renderer what the pose network holds on to, or poses can be fitted afterwards
 * ({@link TrainSettings#learnPosesAbove}).
 */
public final class PoseNeed {
    private PoseNeed() {}

    /**
     * The settings for this clip and these networks. Asked again after a resume, when the answer is the same.
     *
     * @param name of the stage, for the log
     */
    public static TrainSettings settled(String name, TrainSettings settings, Encoding encoding, StageContext context)
            throws InterruptedException {
        if (NetworkLoss.needsBothFrames(context.evaluators())) {
            return settings;
        }
        if (settings.learnPoses() && !context.evaluators().pose().present()) {
            return settings.withoutPoses();
        }
        boolean open = settings.learnPoses()
                && settings.learnPosesAbove() > 0
                && encoding.archive() instanceof RendererContent content
                && content.header().rendererFamily().poseMatrix().isEmpty();
        if (!open) {
            return settings;
        }
        double term = PoseProbe.term(encoding, context);
        boolean learn = term > settings.learnPosesAbove();
        context.log()
                .line(
                        "%s: fitted to a few pairs, poses bring the pose term to %.5f; %s",
                        name, term, learn ? "they are learnt with the weights" : "they need not be learnt");
        return learn ? settings : settings.withoutPoses();
    }
}
