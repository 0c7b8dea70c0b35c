package org.fovea.codec.weights;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;

/**
 * Clears weights that are only ever multiplied by zero: the columns of the pose matrix whose dimension is zero in every
 * pose. No output changes, and {@link WeightCoder} codes a cleared column in a fraction of a byte.
 */
public final class DeadColumns {
    private DeadColumns() {}

    /**
     * The same tensors with the dead columns of one of them cleared, if it is stored in halves, as all known ones are.
     * Columns that hold an infinity or a NaN stay as they are, because those times zero is not zero.
     *
     * @param matrix name of the tensor that the pose vector is multiplied by; its row length is the pose's number of
     *     dimensions
     * @param poses the poses that the network will see, and no others
     */
    public static List<QuantisedTensor> drop(List<QuantisedTensor> tensors, String matrix, PoseTrack poses) {
        return tensors.stream()
                .map(tensor -> tensor instanceof HalfTensor half && half.name().equals(matrix)
                        ? clear(half, dead(poses))
                        : tensor)
                .toList();
    }

    /** For each dimension whether it is zero in every pose. */
    private static boolean[] dead(PoseTrack poses) {
        boolean[] dead = new boolean[poses.dimensions()];
        Arrays.fill(dead, true);
        for (PoseColumn column : poses.columns()) {
            for (int pair = 0; pair < poses.pairs(); pair++) {
                dead[column.dimension()] &= column.value(pair) == 0;
            }
        }
        return dead;
    }

    private static HalfTensor clear(HalfTensor tensor, boolean[] clear) {
        float[] values = tensor.dequantise();
        for (int i = 0; i < values.length; i++) {
            clear[i % clear.length] &= Float.isFinite(values[i]);
        }
        short[] bits = tensor.bits().clone();
        for (int i = 0; i < bits.length; i++) {
            bits[i] = clear[i % clear.length] ? 0 : bits[i];
        }
        return new HalfTensor(tensor.name(), tensor.shape(), bits);
    }
}
