package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.fovea.cli.Fovea.Result;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea evaluators} from end to end, with networks of a few lines. */
class EvaluatorsIT {
    private static final String SEGMENTATION = "segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }\n";
    private static final String POSE = "pose: { torchscript: %s, input: native, rgb: 0..255 }\n";

    @TempDir
    static Path folder;

    @BeforeAll
    static void networks() throws IOException {
        script("seg.pt", "    return torch.tanh((torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1]) - 110.0) * 0.02)\n");
        String pose = """
                    a = torch.adaptive_avg_pool2d(torch.tanh(x[:, 0] * 0.01), [2, 2])
                    b = torch.adaptive_avg_pool2d(torch.sigmoid(x[:, 1] * 0.02), [2, 2])
                    return torch.flatten(b - a * 0.8 + a * b, 1) * 10.0
                """;
        script("pose.pt", pose);
        script("detached.pt", "    x = x.detach()\n" + pose);
        Files.writeString(folder.resolve("good.yaml"), SEGMENTATION + POSE.formatted("pose.pt"));
        Files.writeString(folder.resolve("detached.yaml"), SEGMENTATION + POSE.formatted("detached.pt"));
        Files.writeString(
                folder.resolve("typo.yaml"),
                SEGMENTATION + POSE.formatted("pose.pt").replace("rgb", "rbg"));
    }

    private static void script(String name, String body) {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("__torch__.Tiny"));
            module.define("def forward(self, x):\n" + body);
            module.save(folder.resolve(name).toString());
        }
    }

    @Test
    void good_networks_pass() throws Exception {
        Result table = Fovea.done(folder, "evaluators check good.yaml --pairs 2");
        assertThat(table.out())
                .startsWith("seg + pose, not the challenge's networks\n  identity      ")
                .contains("3 classes, map of 64×48, of the second frame")
                .contains("2 pairs of 640×480, synthetic frames")
                .containsPattern("ok +pose: gradient along itself ")
                .containsPattern("ok +compress: classes and sizes +3 classes, maps of 64×48")
                .containsPattern("ok +compress: profiles +fast, fast/latent, fast/masks")
                .doesNotContain("FAILS");
    }

    @Test
    void a_pose_path_without_gradients_fails_by_name() throws Exception {
        Result result = Fovea.run(folder, "evaluators check detached.yaml --pairs 2 --json");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        JsonShape.assertSame("evaluators-check", result.out(), "checks[].figures.*");
        JsonNode document = JsonMapper.shared().readTree(result.out());
        assertThat(document.get("good").asBoolean()).isFalse();
        assertThat(document.at("/evaluators/hash").asString()).matches("[0-9a-f]{64}");
        assertThat(document.at("/samples/seed").asInt()).isEqualTo(1);
        int failures = 0;
        for (JsonNode check : document.get("checks")) {
            if (check.get("outcome").asString().equals("FAILS")) {
                failures++;
                assertThat(check.get("explanation").asString())
                        .isEqualTo("pose: pixels change the answer but no gradient reaches them: the colour conversion "
                                + "or a later step is detached");
            }
        }
        assertThat(failures).isEqualTo(1);
    }

    @Test
    void mistakes_are_one_line() throws Exception {
        Result typo = Fovea.run(folder, "evaluators check typo.yaml");
        assertThat(typo.exitCode()).isEqualTo(3);
        assertThat(typo.errorLines())
                .singleElement()
                .asString()
                .startsWith("typo.yaml:2: pose: one of the keys rgb, bgr, grey, yuv6 is missing");

        Result unknown = Fovea.run(folder, "evaluators check roadseg.pt");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.errorLines()).singleElement().asString().contains("bundled, official:DIR or FILE.yaml");

        Result absent = Fovea.run(folder, "evaluators check official:nowhere");
        assertThat(absent.exitCode()).isEqualTo(3);
        assertThat(absent.errorLines()).singleElement().asString().contains("posenet.safetensors");

        assertThat(Fovea.run(folder, "evaluators").exitCode()).isEqualTo(2);
        assertThat(Fovea.run(folder, "evaluators check good.yaml --pairs 0").exitCode())
                .isEqualTo(2);
    }

    @Test
    void nothing_is_overwritten() throws Exception {
        Path file = Files.createDirectories(folder.resolve("mine")).resolve("segnet.safetensors");
        Files.writeString(file, "mine");

        Result result = Fovea.run(folder, "evaluators pseudo-official mine");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(file).hasContent("mine");
        assertThat(file.resolveSibling("posenet.safetensors")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void real_networks_pass_on_a_real_drive() throws Exception {
        Path clip = SharedFiles.file("data/footage/solidWhiteRight.mp4");
        Files.writeString(
                folder.resolve("cabin.yaml"),
                "segmentation: { torchscript: %s, input: 512x384, rgb: 0..255, frame: second }\n"
                                .formatted(SharedFiles.file("evaluators/roadseg.pt")
                                        .toAbsolutePath())
                        + "pose: { torchscript: %s, input: native, rgb: 0..255, frames: both }\n"
                                .formatted(SharedFiles.file("evaluators/egomotion.pt")
                                        .toAbsolutePath()));

        Result result = Fovea.run(folder, "evaluators check cabin.yaml --clip %s --pairs 2", clip);

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("3 classes, map of 512×384").contains("2 pairs of 960×540");
    }
}
