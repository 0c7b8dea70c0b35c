package org.fovea.codec.weights;

import java.util.ArrayList;
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
     * The same tensors with the dead columns of one of them cleared: to plus zero, or to code 0 where ranges leave no
     * zero. Columns that hold an infinity or a NaN stay as they are, because those times zero is not zero.
     *
     * @param matrix name of the tensor that the pose vector is multiplied by; its row length is the pose's number of
     *     dimensions
     * @param poses the poses that the network will see, and no others
     * @throws IllegalArgumentException if there is no such matrix
     */
    public static List<QuantisedTensor> drop(List<QuantisedTensor> tensors, String matrix, PoseTrack poses) {
        boolean[] dead = dead(poses);
        List<QuantisedTensor> result = new ArrayList<>();
        boolean found = false;
        for (QuantisedTensor tensor : tensors) {
            boolean here = tensor.name().equals(matrix);
            found |= here;
            result.add(here ? clear(tensor, dead) : tensor);
        }
        if (!found) {
            throw new IllegalArgumentException("there is no tensor " + matrix);
        }
        return List.copyOf(result);
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

    private static QuantisedTensor clear(QuantisedTensor tensor, boolean[] dead) {
        int columns = tensor.count() / Math.max(1, tensor.shape().getFirst());
        if (columns != dead.length) {
            throw new IllegalArgumentException(
                    tensor.name() + " has " + columns + " columns for " + dead.length + " pose dimensions");
        }
        float[] values = tensor.dequantise();
        boolean[] clear = dead.clone();
        for (int i = 0; i < values.length; i++) {
            clear[i % columns] &= Float.isFinite(values[i]);
        }
        return switch (tensor) {
            case HalfTensor half -> {
                short[] bits = half.bits().clone();
                for (int i = 0; i < bits.length; i++) {
                    bits[i] = clear[i % columns] ? 0 : bits[i];
                }
                yield new HalfTensor(half.name(), half.shape(), bits);
            }
            case CodedTensor coded -> {
                int[] codes = coded.codes().clone();
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = clear[i % columns] ? 0 : codes[i];
                }
                yield new CodedTensor(
                        coded.name(), coded.shape(), coded.bitsPerCode(), coded.minimums(), coded.steps(), codes);
            }
            case Fp4Tensor fp4 -> clear(fp4, clear, columns);
            case SteppedTensor stepped -> {
                byte[] codes = stepped.codes().clone();
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = clear[i % columns] ? 0 : codes[i];
                }
                yield new SteppedTensor(stepped.name(), stepped.shape(), codes, stepped.step());
            }
        };
    }

    private static Fp4Tensor clear(Fp4Tensor tensor, boolean[] clear, int columns) {
        byte[] codes = tensor.codes().clone();
        short[] scales = tensor.scales().clone();
        for (int block = 0; block < scales.length; block++) {
            boolean used = false;
            long end = Math.min(codes.length, (long) (block + 1) * tensor.blockSize());
            for (int i = block * tensor.blockSize(); i < end; i++) {
                codes[i] = clear[i % columns] ? 0 : codes[i];
                used |= !clear[i % columns];
            }
            scales[block] = used ? scales[block] : 0;
        }
        return new Fp4Tensor(tensor.name(), tensor.shape(), tensor.blockSize(), codes, scales);
    }
}
