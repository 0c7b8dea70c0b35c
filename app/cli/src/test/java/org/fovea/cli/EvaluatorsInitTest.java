package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.fovea.cli.Fovea.Result;
import org.fovea.evaluate.selection.EvaluatorFile;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea evaluators init} on real networks, which are skipped where they are missing. */
class EvaluatorsInitTest {
    @TempDir
    private Path folder;

    private Path copy(String name) throws Exception {
        Path source = SharedFiles.file(name);
        return Files.copy(source, folder.resolve(source.getFileName()));
    }

    @Test
    void outputs_whose_channels_are_last_are_found() throws Exception {
        String network = copy("data/strangers/nhwc/nchw_in_nhwc_out.onnx").toString();
        Path out = folder.resolve("cabin.yaml");
        Result made = CommandDoor.result("evaluators init -o %s", out, network);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(Files.readString(out))
                .contains("input: 128x96", "layout: nhwc", "5 classes", "Not decided: the range", "pose: none");
        assertThat(EvaluatorFile.read(out).segmentation()).isPresent();
        Result again = CommandDoor.result("evaluators init -o %s", out, network);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("--force");
    }

    @Test
    void a_range_that_gives_no_numbers_is_not_taken() throws Exception {
        TorchRuntime.load();
        Path network = folder.resolve("root.pt");
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("__torch__.Root"));
            module.register_buffer("most", Tensors.of(new float[] {2}, 1));
            module.define("def forward(self, x):\n    return torch.sqrt(self.most - x)\n");
            module.save(network.toString());
        }
        Path out = folder.resolve("root.yaml");
        Result made = CommandDoor.result("evaluators init -o %s", out, network);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(Files.readString(out)).contains("0..255: no numbers; 0..1: ", "input: 512x384, rgb: 0..1 }");
    }

    @Test
    void what_is_no_network_is_refused_and_nothing_is_written() throws Exception {
        Path text = Files.writeString(folder.resolve("lanes.onnx"), "not a network");
        Path out = folder.resolve("cabin.yaml");
        assertThat(CommandDoor.result("evaluators init -o %s", out, text).exitCode())
                .isEqualTo(3);
        assertThat(CommandDoor.result("evaluators init -o %s", out, folder.resolve("none.pt"))
                        .exitCode())
                .isEqualTo(3);
        assertThat(out).doesNotExist();
        assertThat(folder.toFile().list()).containsExactly("lanes.onnx");
    }

    @Test
    @Tag("slow")
    void real_networks_get_roles_sizes_and_ranges() throws Exception {
        String lanes = copy("evaluators/roadseg.pt").toString();
        String motion = copy("evaluators/egomotion.pt").toString();
        Path clip = SharedFiles.file("data/footage/solidWhiteRight.mp4");
        Path out = folder.resolve("cabin.yaml");
        Result made = CommandDoor.result("evaluators init -o %s --clip %s", out, clip, motion, lanes);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(Files.readString(out))
                .contains("segmentation: { torchscript: 'roadseg.pt', input: 512x384, rgb: 0..255 }")
                .contains("pose: { torchscript: 'egomotion.pt', input: ", "3 classes", "6 outputs");
    }
}
