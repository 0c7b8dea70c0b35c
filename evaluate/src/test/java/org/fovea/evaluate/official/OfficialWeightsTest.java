package org.fovea.evaluate.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.safetensors.DataType;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.TensorInventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OfficialWeightsTest {
    @ParameterizedTest
    @CsvSource({"POSENET, posenet_tensors.tsv, 510, 88", "SEGNET, segnet_tensors.tsv, 484, 78"})
    void inventories_are_the_published_ones(OfficialNetwork network, String list, int floats, int counters)
            throws IOException {
        List<String> expected = Files.readAllLines(Shared.file("evaluators/" + list)).stream()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .sorted()
                .toList();
        List<String> actual = network.inventory().items().stream()
                .map(item -> item.name() + "\t" + item.type() + "\t" + shape(item))
                .sorted()
                .toList();
        assertThat(actual).isEqualTo(expected);
        assertThat(actual).filteredOn(line -> line.contains("\tF32\t")).hasSize(floats);
        assertThat(network.inventory().items().stream().filter(item -> item.type() == DataType.I64))
                .hasSize(counters)
                .allMatch(item -> !item.required());
    }

    @Test
    void pseudo_random_weights_begin_with_the_published_values() {
        Weights pose = PseudoRandomWeights.of(OfficialNetwork.POSENET);
        Weights segmentation = PseudoRandomWeights.of(OfficialNetwork.SEGNET);
        assertThat(pose.values("vision.stem.0.conv_kxk.0.conv.weight"))
                .startsWith(0.01942712441086769f, -0.10888778418302536f, 0.0770079717040062f, -0.06133802980184555f);
        assertThat(segmentation.values("encoder.model.conv_stem.weight"))
                .startsWith(
                        0.002880917163565755f, -0.0014386605471372604f, 0.0008975621312856674f, 0.0008962191641330719f);
        assertThat(segmentation.values("decoder.blocks.0.conv1.0.weight"))
                .startsWith(0.01822303794324398f, -0.03224166855216026f, 0.034921061247587204f, 0.0120185986161232f);
        assertThat(segmentation.values("encoder.model.bn1.running_var"))
                .startsWith(1.392932415008545f, 1.1281359195709229f, 0.7928735017776489f, 1.2449454069137573f);
        assertThat(pose.values("summarizer.0.bias"))
                .startsWith(-0.09717214107513428f, -0.05482437461614609f, 0.03745117038488388f, -0.07198888063430786f);
    }

    @ParameterizedTest
    @CsvSource({"POSENET, 46635.96853851411, 55835560", "SEGNET, 67308.67226610883, -1"})
    void pseudo_random_weights_have_the_published_digest_and_sum(OfficialNetwork network, double sum, int bytes) {
        Weights weights = PseudoRandomWeights.of(network);
        assertThat(weights.sha256()).isEqualTo(network.pseudoRandomSha256());
        double actual = 0;
        for (TensorInventory.Item item : network.inventory().items()) {
            if (item.required()) {
                for (float value : weights.values(item.name())) {
                    actual += value;
                }
            }
        }
        assertThat(actual).isCloseTo(sum, within(1e-6));
        byte[] file = weights.toSafetensors().toBytes();
        if (bytes > 0) {
            // Without counters and metadata the official file has exactly this size.
            assertThat(file).hasSize(bytes);
        }
        Weights read = Weights.of(SafetensorsFile.parse(file, "x"), network.inventory());
        assertThat(read.sha256()).isEqualTo(weights.sha256());
    }

    @Test
    void the_segmentation_file_with_counters_has_the_published_size() {
        var writer = PseudoRandomWeights.of(OfficialNetwork.SEGNET).toSafetensors();
        OfficialNetwork.SEGNET.inventory().items().stream()
                .filter(item -> !item.required())
                .forEach(item -> writer.longs(item.name(), new long[1]));
        byte[] file = writer.toBytes();
        assertThat(file).hasSize(38_502_740);
        OfficialNetwork.SEGNET.inventory().require(SafetensorsFile.parse(file, "x"));
    }

    @ParameterizedTest
    @EnumSource(OfficialNetwork.class)
    void published_digests_are_digests(OfficialNetwork network) {
        assertThat(Stream.of(network.publishedSha256(), network.pseudoRandomSha256()))
                .allMatch(text -> text.matches("[0-9a-f]{64}"))
                .doesNotHaveDuplicates();
    }

    private static String shape(TensorInventory.Item item) {
        return item.shape().isEmpty()
                ? "scalar"
                : String.join("x", item.shape().stream().map(String::valueOf).toList());
    }
}
