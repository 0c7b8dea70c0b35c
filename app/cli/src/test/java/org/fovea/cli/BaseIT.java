package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea base} and {@code --base} from end to end, on synthetic drives of a few pairs. */
@Tag("slow")
class BaseIT {
    private static final String LATENT = """
            renderer: {family: latent, latentNumbers: 4, channels: 8, blocks: 1, fold: 4, mapChannels: 1, mapRows: \
            3, mapColumns: 4, planes: 2, planeRows: 3, planeColumns: 4, drawnFrame: 2}
            stages:
              - pretrain: {steps: 400}
              - quantise:
                  latentBits: 6
                  formats: {depthwise: q6, pointwise: q6, head: q6, embedding: q5, linear: q5, bias: q8}
                  training: {steps: 100, learningRate: 0.01, directShare: 0.8}
              - poses: {trials: 4, rounds: 1, stepRounds: 1, candidates: 2}
            pack: fast
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            Fovea.done(folder, "samples generate --pairs 4 --size 320x240 --seed " + seed + " -o " + seed + ".mkv");
        }
        Files.writeString(folder.resolve("latent.yaml"), LATENT);
        Result made = Fovea.done(folder, "base train 1.mkv 2.mkv -o camera.base --profile latent.yaml --json");
        JsonShape.assertSame("base-train", made.out());
        Result shown = Fovea.done(folder, "base show camera.base");
        assertThat(shown.out()).contains("camera.base: base of family latent", "sha256 ");
        JsonShape.assertSame(
                "base-show", Fovea.done(folder, "base show camera.base --json").out());
        Fovea.done(folder, "compress 3.mkv -o with.zip --profile latent.yaml --no-verdict --base camera.base");
    }

    private static ArchiveFile archive(String name) throws Exception {
        return ArchiveFile.open(Files.readAllBytes(folder.resolve(name)));
    }

    @Test
    void an_archive_needs_its_base_and_frames_are_those_of_the_whole_archive() throws Exception {
        BaseFile base = BaseFile.parse(Files.readAllBytes(folder.resolve("camera.base")));
        assertThat(archive("with.zip").base()).contains(base.weights().reference());
        Fovea.run(folder, "inflate with.zip -o none.raw")
                .assertRefused(3, base.weights().reference().sha256());
        Fovea.done(folder, "inflate with.zip --base camera.base -o with.raw");
        Fovea.done(folder, "repack with.zip --base camera.base --embed-base -o whole.zip");
        assertThat(archive("whole.zip").base()).isEmpty();
        Fovea.done(folder, "inflate whole.zip -o whole.raw");
        assertThat(folder.resolve("with.raw")).hasSameBinaryContentAs(folder.resolve("whole.raw"));
        Fovea.done(folder, "repack with.zip --base camera.base -o again.zip");
        assertThat(archive("again.zip").base()).isPresent();
        assertThat(Fovea.done(folder, "inspect with.zip").out())
                .contains("base      ", "not in the archive", "differences");
        assertThat(Files.size(folder.resolve("with.zip"))).isLessThan(Files.size(folder.resolve("whole.zip")));
    }

    @Test
    void a_score_charges_the_base_in_part_and_whole() throws Exception {
        Fovea.done(
                folder,
                "score --original 3.mkv --candidate with.zip --base camera.base --base-clips 10 --json score.json");
        JsonNode charged = JsonMapper.shared()
                .readTree(Fovea.read(folder.resolve("score.json")))
                .get("accountings");
        long archive = Files.size(folder.resolve("with.zip"));
        long base = Files.size(folder.resolve("camera.base"));
        assertThat(charged.get("current_workflow").get("bytes").asLong()).isEqualTo(archive);
        assertThat(charged.get("shared_base").get("bytes").asLong()).isEqualTo(archive + Math.ceilDiv(base, 10));
        assertThat(charged.get("rule_faithful").get("bytes").asLong()).isEqualTo(archive + base);
    }

    @Test
    void a_fleet_trains_a_base_once() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), """
                clips: '*.mkv'
                results: out
                evaluators: bundled
                profile: latent.yaml
                base: train
                do: [compress, score]
                """);
        Fovea.done(folder, "fleet run fleet.yaml");
        byte[] base = Files.readAllBytes(folder.resolve("out/fleet.base"));
        for (String clip : List.of("1", "2", "3")) {
            assertThat(folder.resolve("out/archives/" + clip + ".zip")).exists();
        }
        assertThat(Fovea.done(folder, "fleet run fleet.yaml").out()).contains("3 clips: 3 done");
        assertThat(folder.resolve("out/fleet.base")).hasBinaryContent(base);
    }

    @Test
    void what_is_no_base_or_of_another_family_is_refused() throws Exception {
        Fovea.run(folder, "compress 3.mkv -o x.zip --profile latent.yaml --base with.zip")
                .assertRefused(3, "no base");
        Fovea.run(folder, "compress 3.mkv -o x.zip --profile fast/masks --base camera.base")
                .assertRefused(2, "a base is of family latent");
        Fovea.run(folder, "base train 1.mkv -o y.base --profile fast/masks").assertRefused(2, "family latent");
    }
}
