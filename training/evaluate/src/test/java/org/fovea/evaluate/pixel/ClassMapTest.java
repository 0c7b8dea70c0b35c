package org.fovea.evaluate.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.torch.Tensors;
import org.junit.jupiter.api.Test;

class ClassMapTest {
    @Test
    void the_lowest_of_equal_classes_wins() {
        assertThat(ClassMap.largest(new float[] {1, 2, 1, 3, 0, 3}, 3)).containsExactly(0, 1);
        assertThat(ClassMap.largest(new float[] {1, 3, 1, 3, 1, 3}, 3)).containsExactly(0, 0);
        assertThat(ClassMap.largest(new float[] {-0f, 0f}, 2)).containsExactly(0);
    }

    @Test
    void what_is_not_finite_is_refused() {
        for (float bad : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN}) {
            assertThrown(NotFiniteException.class, () -> ClassMap.largest(new float[] {1, bad}, 2));
        }
    }

    /** Also in parts, and whatever the order in memory. */
    @Test
    void classes_are_those_of_libtorch() {
        for (int[] shape : new int[][] {{3, 5, 7}, {256, 9, 2000}, {1, 4, 4}}) {
            int numbers = shape[0] * shape[1] * shape[2];
            SplittableRandom random = new SplittableRandom(numbers);
            float[] logits = new float[numbers];
            for (int i = 0; i < numbers; i++) {
                // Whole numbers, so that many are equal.
                logits[i] = random.nextInt(-4, 5);
            }
            try (PointerScope scope = new PointerScope()) {
                Tensor plain = Tensors.of(logits, 1, shape[0], shape[1], shape[2]);
                byte[] expected =
                        Tensors.bytes(plain.argmax(new LongOptional(1), false).to(torch.ScalarType.Byte));
                assertThat(ClassMap.of(plain)).isEqualTo(expected);
                assertThat(ClassMap.of(plain.contiguous(torch.MemoryFormat.ChannelsLast)))
                        .isEqualTo(expected);
            }
        }
    }
}
