package org.fovea.codec.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;

class InitialisationTest {
    /** First half of the SHA-256 of all values: they are part of the format. */
    private static final String GOLDEN = "48459df42f54e40d251f193c1804146a";

    @Test
    void values_are_those_of_the_format() {
        ByteBuffer all = ByteBuffer.allocate(4 * 100_000);
        for (List<TensorSpec> specs : List.of(
                new QzsFamily().tensors(List.of(56, 64, 52), 5),
                new CompactFamily().tensors(List.of(20, 3, 4, 4, 12, 16, 2), 3))) {
            for (int i = 0; i < specs.size(); i++) {
                for (float value : Initialisation.values(specs.get(i), i, 0x89abcdefL + specs.size())) {
                    all.putFloat(value);
                }
            }
        }
        assertThat(Sha256.of(Arrays.copyOf(all.array(), all.position()))).startsWith(GOLDEN);
    }

    @Test
    void tensors_and_seeds_are_independent_and_norms_start_as_identity() {
        TensorSpec bias = new TensorSpec("b", List.of(16), TensorRole.CONVOLUTION_BIAS, 4);
        float[] values = Initialisation.values(bias, 0, 1);
        assertThat(Initialisation.values(bias, 0, 1)).containsExactly(values);
        assertThat(Initialisation.values(bias, 1, 1)).doesNotContain(values);
        assertThat(Initialisation.values(bias, 0, 2)).doesNotContain(values);
        assertThat(Initialisation.values(bias, 0, Initialisation.MAX_SEED)).doesNotContain(values);
        assertThat(Initialisation.values(new TensorSpec("w", List.of(3), TensorRole.NORM_WEIGHT, 0), 0, 1))
                .containsExactly(1, 1, 1);
        assertThat(Initialisation.values(new TensorSpec("s", List.of(3), TensorRole.NORM_BIAS, 0), 0, 1))
                .containsExactly(0, 0, 0);
        assertThatThrownBy(() -> Initialisation.values(bias, 0, -1)).hasMessageContaining("seed -1");
        assertThatThrownBy(() -> Initialisation.values(bias, 0, 1L << 32)).hasMessageContaining("seed 4294967296");
    }
}
