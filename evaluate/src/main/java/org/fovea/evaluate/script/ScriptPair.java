package org.fovea.evaluate.script;

import java.io.IOException;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.network.ForeignFile;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.network.NetworkFile;
import org.fovea.evaluate.onnx.OnnxNetwork;

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
     * @throws org.fovea.codec.FormatException where a file is damaged, is of another format, or answers otherwise than described
     * @throws IOException where a file cannot be read
     */
    public static ScriptPair open(PairDescription described) throws IOException {
        Network first = open(described.segmentation().network());
        Network second = null;
        try {
            second = open(described.pose().network());
            ScriptSegmentation segmentation = new ScriptSegmentation(first, described.segmentation());
            ScriptPose pose = new ScriptPose(second, described.pose());
            PairDescription complete =
                    new PairDescription(described.name(), segmentation.description(), pose.description());
            return new ScriptPair(
                    described.name(),
                    CanonicalForm.of(complete, first.identity(), second.identity()),
                    segmentation,
                    pose);
        } catch (IOException | RuntimeException e) {
            first.close();
            if (second != null) {
                second.close();
            }
            throw e;
        }
    }

    private static Network open(NetworkFile file) throws IOException {
        ForeignFile.refuse(file);
        return switch (file.format()) {
            case TORCHSCRIPT -> ScriptNetwork.open(file.path(), file.sha256());
            case ONNX -> OnnxNetwork.open(file.path(), file.sha256(), file.output());
        };
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
