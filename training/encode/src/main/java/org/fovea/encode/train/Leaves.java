package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.family.TensorSpec;
import org.fovea.evaluate.torch.Tensors;

/** Weights as tensors that gradients are taken with respect to. */
public final class Leaves {
    private Leaves() {}

    /**
     * Tensors of the calling scope.
     *
     * @param weights row-major, one array for each spec
     */
    public static List<Tensor> of(List<TensorSpec> specs, float[][] weights) {
        List<Tensor> leaves = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            long[] shape =
                    specs.get(i).shape().stream().mapToLong(Integer::longValue).toArray();
            leaves.add(Tensors.of(weights[i], shape).set_requires_grad(true));
        }
        return leaves;
    }

    /** The gradients, as many numbers as each tensor has. */
    public static float[][] gradients(List<Tensor> leaves) {
        return leaves.stream()
                .map(leaf -> slope(leaf, Math.toIntExact(leaf.numel())))
                .toArray(float[][]::new);
    }

    /** Rows of as many numbers each: [rows, numbers]. */
    static Tensor rows(List<float[]> rows) {
        int count = rows.getFirst().length;
        float[] all = Arrays.copyOf(rows.getFirst(), Math.multiplyExact(rows.size(), count));
        for (int i = 1; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * count, count);
        }
        return Tensors.of(all, rows.size(), count);
    }

    /** What the loss does not depend on has no gradient. */
    static float[] slope(Tensor leaf, int count) {
        Tensor gradient = leaf.grad();
        return gradient.defined() ? Tensors.floats(gradient) : new float[count];
    }
}
