package org.fovea.codec.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.junit.jupiter.api.Test;

class DeadColumnsTest {
    private static final TensorSpec SPEC = new TensorSpec("pose.weight", List.of(40, 4), TensorRole.LINEAR_WEIGHT, 4);

    /** Dimension 0 varies, 1 has a column of zeros, 3 a constant one that is not zero; 2 has none. */
    private static final PoseTrack POSES = new PoseTrack(
            2,
            4,
            List.of(
                    new PoseColumn(0, 1, 0, new int[] {0, 5}),
                    new PoseColumn(1, 0.5f, 2, new int[] {-4, -4}),
                    new PoseColumn(3, 1, 0, new int[] {1, 1})));

    @Test
    void columns_that_are_always_times_zero_are_cleared() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[SPEC.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        QuantisedTensor tensor = HalfTensor.of(SPEC.name(), SPEC.shape(), values);
        QuantisedTensor dropped =
                DeadColumns.drop(List.of(tensor), SPEC.name(), POSES).getFirst();
        for (int i = 0; i < values.length; i++) {
            boolean live = i % 4 == 0 || i % 4 == 3;
            assertThat(dropped.dequantise()[i]).isEqualTo(live ? tensor.dequantise()[i] : 0f);
        }
        int all = WeightCoder.encode(List.of(tensor), List.of(SPEC)).length;
        byte[] stream = WeightCoder.encode(List.of(dropped), List.of(SPEC));
        assertThat(stream.length).isLessThan(all * 6 / 10);
        assertThat(WeightCoder.decodeSet(stream, List.of(SPEC)).tensors()).containsExactly(dropped);
    }

    @Test
    void infinities_stay() {
        short infinite = (short) 0x7c00;
        HalfTensor tensor = new HalfTensor("w", List.of(2, 4), new short[] {1, 2, infinite, 4, 5, 6, 7, 8});
        assertThat(DeadColumns.drop(List.of(tensor), "w", POSES))
                .containsExactly(new HalfTensor("w", List.of(2, 4), new short[] {1, 0, infinite, 4, 5, 0, 7, 8}));
    }

    @Test
    void other_tensors_stay() {
        HalfTensor tensor = new HalfTensor("w", List.of(2, 4), new short[8]);
        HalfTensor other = new HalfTensor("v", List.of(2, 4), new short[] {1, 1, 1, 1, 1, 1, 1, 1});
        assertThat(DeadColumns.drop(List.of(tensor, other), "w", POSES)).containsExactly(tensor, other);
    }
}
