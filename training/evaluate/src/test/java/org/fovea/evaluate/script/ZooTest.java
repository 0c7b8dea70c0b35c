package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks of torchvision and in the style of other libraries, as their users export them;
 * {@code src/test/python/zoo.py} made the files.
 */
class ZooTest {
    @TempDir
    Path folder;

    private Path file(String name) {
        Path file = folder.resolve(name + ".pt");
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(ZooTest.class.getResourceAsStream("/zoo/" + name + ".pt.gz")))) {
            return Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lraspp_mobilenet_v3_large-scripted, out, 1x21x64x64",
        "deeplabv3_mobilenet_v3_large-frozen, out, 1x21x64x64",
        "fcn_resnet50-traced, 0, 1x21x64x64",
        "efficientnet_b0-traced, , 1x1000",
        "convnext_tiny-scripted, , 1x1000",
        "vit_b_32-scripted, , 1x1000",
        "swin_t-frozen, , 1x1000",
        "swin_t-scripted, , 1x1000",
        "densenet121-scripted, , 1x1000",
        "regnet_y_400mf-traced, , 1x1000",
        "shufflenet_v2_x1_0-scripted, , 1x1000",
        "unet-scripted, , 1x3x64x64",
        "unet-frozen, , 1x3x64x64",
        "timm_like-scripted, , 1x4x64x64",
        "detector-scripted, mask, 1x3x64x64",
        "detector-scripted, 1, 1x3x64x64",
        "transformer-scripted, , 1x3x64x64",
        "recurrent-scripted, pose, 1x6",
        "pyramid-scripted, 1, 1x4x64x64",
        "coordinates-traced, , 1x3x64x64",
    })
    void networks_as_people_export_them_run(String name, String output, String shape) throws IOException {
        ScriptNetwork network = ScriptNetwork.open(file(name), Optional.empty(), Optional.ofNullable(output));
        try {
            Tensor input = Trial.noise(new FrameSize(64, 64));
            String answer = TorchRuntime.scoring(() -> {
                Tensor found = network.forward(input);
                assertThat(found.isfinite().all().item_bool()).isTrue();
                return java.util.Arrays.stream(Tensors.shape(found))
                        .mapToObj(Long::toString)
                        .collect(java.util.stream.Collectors.joining("x"));
            });
            assertThat(answer).isEqualTo(shape);
        } finally {
            network.close();
        }
    }

    @Test
    void where_the_output_is_not_named_or_not_there_the_message_lists_what_there_is() throws IOException {
        Tensor input = Trial.noise(new FrameSize(64, 64));
        for (Optional<String> output : java.util.List.of(Optional.<String>empty(), Optional.of("masks"))) {
            ScriptNetwork network = ScriptNetwork.open(file("detector-scripted"), Optional.empty(), output);
            assertThrown(
                    FormatException.class,
                    () -> network.forward(input),
                    "boxes [1, 4, 256], mask [1, 3, 64, 64], scores ");
            network.close();
        }
    }
}
