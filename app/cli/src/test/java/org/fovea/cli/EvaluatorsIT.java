package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.fovea.testkit.networks.TinyScript;
import org.junit.jupiter.api.BeforeAll;
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
        TinyScript.save(
                folder.resolve("seg.pt"),
                "return torch.tanh((torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1]) - 110.0) * 0.02)");
        String pose = """
                a = torch.adaptive_avg_pool2d(torch.tanh(x[:, 0] * 0.01), [2, 2])
                b = torch.adaptive_avg_pool2d(torch.sigmoid(x[:, 1] * 0.02), [2, 2])
                return torch.flatten(b - a * 0.8 + a * b, 1) * 10.0
                """;
        TinyScript.save(folder.resolve("pose.pt"), pose);
        TinyScript.save(folder.resolve("detached.pt"), "x = x.detach()\n" + pose);
        Files.writeString(folder.resolve("good.yaml"), SEGMENTATION + POSE.formatted("pose.pt"));
        Files.writeString(folder.resolve("detached.yaml"), SEGMENTATION + POSE.formatted("detached.pt"));
        Files.writeString(
                folder.resolve("typo.yaml"),
                SEGMENTATION + POSE.formatted("pose.pt").replace("rgb", "rbg"));
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
        assertThat(document.get("checks")
                        .valueStream()
                        .filter(check -> check.get("outcome").asString().equals("FAILS"))
                        .map(check -> check.get("explanation").asString()))
                .containsExactly("pose: pixels change the answer but no gradient reaches them: the colour conversion "
                        + "or a later step is detached");
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
}
