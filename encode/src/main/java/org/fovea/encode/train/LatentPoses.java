package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;

/**
 * Poses that are trained like weights: one more array behind those of the tensors, with the numbers of all pairs in units in which a step of the optimiser
 * matters alike for each.
 */
final class LatentPoses {
    /** Cells for motion, cells at the corners for perspective, grey levels for light and contrast. */
    private static final float[] UNITS = {1, 1, 1, 1, 1, 1, 0.5f, 0.5f, 8, 8, 8, 8};

    /** Fine enough to begin with; the poses stage makes it coarser. */
    private static final float STEP = 1 / 512f;

    private final int pairs;

    LatentPoses(int pairs) {
        this.pairs = pairs;
    }

    /** The archive's poses. */
    float[] start(PoseTrack poses) {
        float[] all = new float[pairs * CompactFamily.POSE];
        for (int pair = 0; pair < pairs; pair++) {
            float[] pose = poses.pose(pair);
            for (int i = 0; i < pose.length; i++) {
                all[pair * CompactFamily.POSE + i] = pose[i] / UNITS[i];
            }
        }
        return all;
    }

    /** The pose of a pair as the renderer is given it. */
    float[] pose(float[] all, int pair) {
        float[] pose = new float[CompactFamily.POSE];
        for (int i = 0; i < pose.length; i++) {
            pose[i] = all[pair * CompactFamily.POSE + i] * UNITS[i];
        }
        return pose;
    }

    /** The gradient with one more array for the poses of all pairs. */
    Gradient extended(Gradient gradient, int pair) {
        float[] slopes = new float[pairs * CompactFamily.POSE];
        for (int i = 0; i < gradient.poseSlope().length; i++) {
            slopes[pair * CompactFamily.POSE + i] = gradient.poseSlope()[i] * UNITS[i];
        }
        float[][] values = Arrays.copyOf(gradient.values(), gradient.values().length + 1);
        values[values.length - 1] = slopes;
        return new Gradient(gradient.segmentation(), gradient.pose(), gradient.loss(), values, gradient.poseSlope());
    }

    /** As an archive says them. */
    PoseTrack track(float[] all) {
        List<PoseColumn> columns = new ArrayList<>();
        for (int dimension = 0; dimension < CompactFamily.POSE; dimension++) {
            int here = dimension;
            int[] codes = IntStream.range(0, pairs)
                    .map(pair -> Math.round(all[pair * CompactFamily.POSE + here] / STEP))
                    .toArray();
            if (Arrays.stream(codes).anyMatch(code -> code != 0)) {
                columns.add(new PoseColumn(dimension, STEP * UNITS[dimension], 0, codes));
            }
        }
        return new PoseTrack(pairs, CompactFamily.POSE, columns);
    }
}
