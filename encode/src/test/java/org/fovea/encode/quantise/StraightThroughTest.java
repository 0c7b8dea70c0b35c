package org.fovea.encode.quantise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.quantise.NumberFormat.Codes;
import org.fovea.encode.quantise.NumberFormat.Fp4;
import org.fovea.encode.quantise.NumberFormat.Half;
import org.junit.jupiter.api.Test;

class StraightThroughTest {
    private static final List<TensorSpec> SPECS = List.of(
            new TensorSpec("a", List.of(20, 8, 1, 1), TensorRole.POINTWISE, 8),
            new TensorSpec("b", List.of(20), TensorRole.NORM_WEIGHT, 0),
            new TensorSpec("c", List.of(3), TensorRole.HEAD_BIAS, 8));
    private static final StraightThrough QUANTISER =
            new StraightThrough(SPECS, List.of(new Fp4(32), new Codes(5, false), new Half()));

    private static List<Tensor> weights() {
        SplittableRandom random = new SplittableRandom(7);
        List<Tensor> weights = new ArrayList<>();
        for (TensorSpec spec : SPECS) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            long[] shape = spec.shape().stream().mapToLong(i -> i).toArray();
            weights.add(Tensor.create(values, shape).set_requires_grad(true));
        }
        return weights;
    }

    @Test
    void theNetworkSeesWhatTheDecoderReadsAndTheGradientPasses() {
        try (PointerScope _ = new PointerScope()) {
            List<Tensor> weights = weights();
            List<Tensor> seen = QUANTISER.apply(weights);
            List<QuantisedTensor> stored = QUANTISER.quantise(weights);
            for (int i = 0; i < SPECS.size(); i++) {
                assertThat(StraightThrough.values(seen.get(i)))
                        .containsExactly(stored.get(i).dequantise())
                        .isNotEqualTo(StraightThrough.values(weights.get(i)));
                assertThat(seen.get(i).sizes().vec().get())
                        .isEqualTo(weights.get(i).sizes().vec().get());
                seen.get(i).mul(seen.get(i)).mul(new Scalar(0.5)).sum().backward();
                assertThat(StraightThrough.values(weights.get(i).grad()))
                        .as("gradient of ½q² by q is q, passed to w")
                        .containsExactly(stored.get(i).dequantise());
            }
        }
    }
}
