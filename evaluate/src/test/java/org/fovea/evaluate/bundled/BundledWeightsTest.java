package org.fovea.evaluate.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;

class BundledWeightsTest {
    private static SafetensorsFile parsed(byte[] file) {
        return SafetensorsFile.parse(file, "test");
    }

    @Test
    void a_file_gives_the_same_weights_and_the_same_identity_back() {
        BundledWeights weights = BundledWeights.of(RandomWeights.values(1));
        byte[] file = weights.write().toBytes();
        BundledWeights back = BundledWeights.read(parsed(file));
        assertThat(back.write().toBytes()).isEqualTo(file);
        assertThat(back.hash()).isEqualTo(weights.hash());
    }

    @Test
    void every_weight_counts_in_the_identity() {
        Map<String, float[]> values = RandomWeights.values(1);
        String before = BundledWeights.of(values).hash();
        values.get("pose.answer.bias")[5] += 0.01f;
        String other = BundledWeights.of(values).hash();
        assertThat(other).isNotEqualTo(before);
        values.get("segmentation.stem.weight")[0] += 0.01f;
        assertThat(BundledWeights.of(values).hash()).isNotIn(before, other);
    }

    @Test
    void the_bundled_weights_are_small() {
        int bytes = BundledWeights.bundled().write().toBytes().length;
        assertThat(bytes).isLessThanOrEqualTo(600_000);
    }

    @Test
    void files_that_do_not_fit_are_refused_by_name() {
        Map<String, float[]> values = RandomWeights.values(2);
        assertThatThrownBy(() -> BundledWeights.read(parsed(new SafetensorsWriter().toBytes())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("segmentation.stem.weight");
        SafetensorsWriter single = new SafetensorsWriter();
        Convolution stem = SegmentationNetwork.layers().getFirst();
        single.floats(stem.weightName(), values.get(stem.weightName()), stem.weightShape());
        assertThatThrownBy(() -> BundledWeights.read(parsed(single.toBytes())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("F16");
        SafetensorsWriter flat = new SafetensorsWriter();
        flat.halves(stem.weightName(), values.get(stem.weightName()), stem.weightCount());
        assertThatThrownBy(() -> BundledWeights.read(parsed(flat.toBytes())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(stem.weightName());
        float[] wrong = values.get(stem.weightName()).clone();
        wrong[3] = Float.NaN;
        SafetensorsWriter odd = new SafetensorsWriter();
        odd.halves(stem.weightName(), wrong, stem.weightShape());
        assertThatThrownBy(() -> BundledWeights.read(parsed(odd.toBytes())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("not a number");
    }

    @Test
    void weights_that_do_not_fit_into_half_precision_are_refused() {
        Map<String, float[]> values = RandomWeights.values(3);
        values.get("pose.stem.bias")[0] = 1e6f;
        assertThatThrownBy(() -> BundledWeights.of(values)).hasMessageContaining("pose.stem.bias");
        values.remove("pose.stem.bias");
        assertThatThrownBy(() -> BundledWeights.of(values)).hasMessageContaining("pose.stem.bias");
    }
}
