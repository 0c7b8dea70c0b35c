package org.fovea.evaluate.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OfficialWeightsTest {
    private static Weights asked(OfficialNetwork network) {
        Weights weights = Weights.pseudoRandom();
        if (network == OfficialNetwork.POSENET) {
            new PoseNet(weights).close();
        } else {
            new SegNet(weights).close();
        }
        return weights;
    }

    private static List<String> counters(Weights weights) {
        return weights.items().keySet().stream()
                .filter(name -> name.endsWith(".running_mean"))
                .map(name -> name.replace(".running_mean", ".num_batches_tracked"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"POSENET, posenet_tensors.tsv, 510, 88", "SEGNET, segnet_tensors.tsv, 484, 78"})
    void tensors_are_the_published_ones(OfficialNetwork network, String list, int floats, int counters)
            throws IOException {
        List<String> expected = Files.readAllLines(Shared.file("evaluators/" + list)).stream()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .sorted()
                .toList();
        Weights weights = asked(network);
        List<String> actual = new ArrayList<>();
        weights.items().forEach((name, item) -> actual.add(name + "\tF32\t" + shape(item.shape())));
        assertThat(actual).hasSize(floats);
        assertThat(counters(weights)).hasSize(counters);
        counters(weights).forEach(name -> actual.add(name + "\tI64\tscalar"));
        assertThat(actual.stream().sorted().toList()).isEqualTo(expected);
    }

    @Test
    void pseudo_random_weights_begin_with_the_published_values() {
        Weights pose = asked(OfficialNetwork.POSENET);
        Weights segmentation = asked(OfficialNetwork.SEGNET);
        assertThat(pose.items().get("vision.stem.0.conv_kxk.0.conv.weight").values())
                .startsWith(0.01942712441086769f, -0.10888778418302536f, 0.0770079717040062f, -0.06133802980184555f);
        assertThat(segmentation.items().get("encoder.model.conv_stem.weight").values())
                .startsWith(
                        0.002880917163565755f, -0.0014386605471372604f, 0.0008975621312856674f, 0.0008962191641330719f);
        assertThat(segmentation.items().get("decoder.blocks.0.conv1.0.weight").values())
                .startsWith(0.01822303794324398f, -0.03224166855216026f, 0.034921061247587204f, 0.0120185986161232f);
        assertThat(segmentation.items().get("encoder.model.bn1.running_var").values())
                .startsWith(1.392932415008545f, 1.1281359195709229f, 0.7928735017776489f, 1.2449454069137573f);
        assertThat(pose.items().get("summarizer.0.bias").values())
                .startsWith(-0.09717214107513428f, -0.05482437461614609f, 0.03745117038488388f, -0.07198888063430786f);
    }

    @ParameterizedTest
    @CsvSource({"POSENET, 46635.96853851411, 55835560", "SEGNET, 67308.67226610883, -1"})
    void pseudo_random_weights_have_the_published_digest_and_sum(OfficialNetwork network, double sum, int bytes) {
        Weights weights = asked(network);
        assertThat(weights.sha256()).isEqualTo(network.pseudoRandomSha256());
        double actual = 0;
        for (Weights.Item item : weights.items().values()) {
            for (float value : item.values()) {
                actual += value;
            }
        }
        assertThat(actual).isCloseTo(sum, within(1e-6));
        if (bytes > 0) {
            // Without counters and metadata the official file has exactly this size.
            assertThat(weights.toSafetensors().toBytes()).hasSize(bytes);
        }
    }

    @Test
    void tensors_that_do_not_fit_are_named() {
        check(writer -> writer.floats("a", new float[2], 2), "tensor a has shape 2, scalar expected");
        check(writer -> writer.longs("a", new long[1]), "tensor a holds I64, F32 expected");
        check(writer -> writer.floats("b", new float[1]), "tensor a is missing");
        check(writer -> writer.floats("a", new float[1]).floats("c", new float[1]), "tensor c does not belong");
        check(
                writer -> writer.floats("a", new float[1]).longs("c.num_batches_tracked", new long[1]),
                "tensor c.num_batches_tracked does not belong");
    }

    private static void check(Consumer<SafetensorsWriter> change, String reason) {
        SafetensorsWriter writer = new SafetensorsWriter();
        change.accept(writer);
        Weights weights = Weights.of(SafetensorsFile.parse(writer.toBytes(), "x"));
        assertThrown(
                FormatException.class,
                () -> {
                    weights.values("a");
                    weights.verifyNothingElse();
                },
                reason);
    }

    @Test
    void the_segmentation_file_with_counters_has_the_published_size() {
        Weights weights = asked(OfficialNetwork.SEGNET);
        var writer = weights.toSafetensors();
        counters(weights).forEach(name -> writer.longs(name, new long[1]));
        byte[] file = writer.toBytes();
        assertThat(file).hasSize(38_502_740);
        Weights read = Weights.of(SafetensorsFile.parse(file, "x"));
        new SegNet(read).close();
        read.verifyNothingElse();
        assertThat(read.sha256()).isEqualTo(weights.sha256());
    }

    @ParameterizedTest
    @EnumSource(OfficialNetwork.class)
    void published_digests_are_digests(OfficialNetwork network) {
        assertThat(Stream.of(network.publishedSha256(), network.pseudoRandomSha256()))
                .allMatch(text -> text.matches("[0-9a-f]{64}"))
                .doesNotHaveDuplicates();
    }

    private static String shape(long[] shape) {
        return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    }
}
