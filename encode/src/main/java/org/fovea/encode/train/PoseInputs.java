package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.evaluate.truth.GroundTruth;

/** What is known of a clip's poses before anything is drawn. */
public final class PoseInputs {
    /** Fine enough to begin with; the poses stage makes it coarser. */
    private static final float STEP = 1 / 64f;

    private PoseInputs() {}

    /** Mean squared distance of the poses from their mean: what a renderer loses that shows the same motion always. */
    public static double spread(GroundTruth truth) {
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

    /**
     * The first poses of a renderer that learns them: the pose network's leading outputs, each in units of its spread
     * over the clip, so that all of them matter alike. Outputs that never change are left out.
     *
     * @param dimensions of the renderer family's poses
     * @param constant whether a dimension behind the outputs is 1 for every pair, where there is one
     */
    public static PoseTrack standardised(GroundTruth truth, int dimensions, boolean constant) {
        List<float[]> poses = truth.poses();
        List<PoseColumn> columns = new ArrayList<>();
        for (int output = 0; output < Math.min(dimensions, poses.getFirst().length); output++) {
            int here = output;
            double mean =
                    poses.stream().mapToDouble(pose -> pose[here]).average().orElseThrow();
            double spread = Math.sqrt(poses.stream()
                    .mapToDouble(pose -> (pose[here] - mean) * (pose[here] - mean))
                    .average()
                    .orElseThrow());
            if (spread > 0) {
                int[] codes = poses.stream()
                        .mapToInt(pose -> (int) Math.rint((pose[here] - mean) / spread / STEP))
                        .toArray();
                columns.add(new PoseColumn(output, STEP, 0, codes));
            }
        }
        int behind = poses.getFirst().length;
        if (constant && behind < dimensions) {
            columns.add(new PoseColumn(behind, STEP, 1, new int[poses.size()]));
        }
        return new PoseTrack(poses.size(), dimensions, columns);
    }
}
