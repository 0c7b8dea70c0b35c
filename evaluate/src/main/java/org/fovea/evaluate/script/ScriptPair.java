package org.fovea.evaluate.script;

import java.io.IOException;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;

/** Two networks of one's own as a pair of evaluators. */
public final class ScriptPair implements EvaluatorPair {
    private final EvaluatorIdentity identity;
    private final String canonical;
    private final ScriptSegmentation segmentation;
    private final ScriptPose pose;

    private ScriptPair(String name, String canonical, ScriptSegmentation segmentation, ScriptPose pose) {
        this.identity = new EvaluatorIdentity(name, false, CanonicalForm.hash(canonical));
        this.canonical = canonical;
        this.segmentation = segmentation;
        this.pose = pose;
    }

    /**
     * Loads both networks and tries them.
     *
     * @throws org.fovea.codec.FormatException where a file is damaged, is not TorchScript, or answers otherwise than described
     * @throws IOException where a file cannot be read
     */
    public static ScriptPair open(PairDescription described) throws IOException {
        ScriptNetwork first = ScriptNetwork.open(
                described.segmentation().weights(), described.segmentation().sha256());
        ScriptNetwork second = null;
        try {
            second = ScriptNetwork.open(
                    described.pose().weights(), described.pose().sha256());
            ScriptSegmentation segmentation = new ScriptSegmentation(first, described.segmentation());
            ScriptPose pose = new ScriptPose(second, described.pose());
            PairDescription complete =
                    new PairDescription(described.name(), segmentation.description(), pose.description());
            return new ScriptPair(
                    described.name(), CanonicalForm.of(complete, first.sha256(), second.sha256()), segmentation, pose);
        } catch (IOException | RuntimeException e) {
            first.close();
            if (second != null) {
                second.close();
            }
            throw e;
        }
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    /** What the identity's hash is taken over: a line for each setting. */
    public String canonicalForm() {
        return canonical;
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return segmentation;
    }

    @Override
    public PoseEvaluator pose() {
        return pose;
    }

    @Override
    public void close() {
        segmentation.close();
        pose.close();
    }
}
