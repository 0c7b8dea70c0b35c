package org.fovea.encode.train;

import java.util.List;
import org.fovea.evaluate.truth.GroundTruth;

/** What is known of a clip's poses before anything is rendered. */
final class PoseInputs {
    private PoseInputs() {}

    /** Mean squared distance of the poses from their mean: what a renderer loses that shows the same motion always. */
    static double spread(GroundTruth truth) {
        List<float[]> poses = truth.poses();
        int outputs = poses.getFirst().length;
        double sum = 0;
        for (int output = 0; output < outputs; output++) {
            int here = output;
            double mean =
                    poses.stream().mapToDouble(pose -> pose[here]).average().orElseThrow();
            sum += poses.stream()
                    .mapToDouble(pose -> (pose[here] - mean) * (pose[here] - mean))
                    .average()
                    .orElseThrow();
        }
        return sum / outputs;
    }
}
