package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code fovea base} and {@code --base} from end to end, on synthetic drives of a few pairs. */
@Tag("slow")
@Tag("odd")
class BaseIT {
    private static final String LATENT = """
            renderer: {family: latent, latentNumbers: 4, channels: 8, blocks: 1, fold: 4, mapChannels: 1, mapRows: \
            3, mapColumns: 4, planes: 2, planeRows: 3, planeColumns: 4, drawnFrame: 2}
            stages:
              - pretrain: {steps: 200}
              - quantise:
                  latentBits: 6
                  formats: {depthwise: q6, pointwise: q6, head: q6, embedding: q5, linear: q5, bias: q8}
                  training: {steps: 50, learningRate: 0.01, directShare: 0.8}
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
        JsonNode charged = Fovea.json(folder.resolve("score.json")).get("accountings");
        long archive = Files.size(folder.resolve("with.zip"));
        long base = Files.size(folder.resolve("camera.base"));
        assertThat(charged.get("current_workflow").get("bytes").asLong()).isEqualTo(archive);
        assertThat(charged.get("shared_base").get("bytes").asLong()).isEqualTo(archive + Math.ceilDiv(base, 10));
        assertThat(charged.get("rule_faithful").get("bytes").asLong()).isEqualTo(archive + base);
        Fovea.done(folder, "repack with.zip --base camera.base --embed-base -o free.zip");
        assertThat(Fovea.done(folder, "score --original 3.mkv --candidate free.zip --base camera.base")
                        .out())
                .as("a base that the archive does not need")
                .doesNotContain("shared_base", "base ");
    }

    @Test
    void a_fleet_trains_a_base_once() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), """
                clips: '[13].mkv'
                results: out
                evaluators: bundled
                profile: latent.yaml
                base: train
                do: [compress, score]
                """);
        Fovea.done(folder, "fleet run fleet.yaml");
        byte[] base = Files.readAllBytes(folder.resolve("out/fleet.base"));
        for (String clip : List.of("1", "3")) {
            assertThat(folder.resolve("out/archives/" + clip + ".zip")).exists();
        }
        assertThat(Fovea.done(folder, "fleet run fleet.yaml").out())
                .contains("2 clips: 2 done", " of the bases that they need, in ");
        assertThat(folder.resolve("out/fleet.base")).hasBinaryContent(base);
        assertThat(TinyFleet.ask(
                        folder.resolve("out"),
                        "SELECT count(*) FROM attempts WHERE base_sha256 = '" + Sha256.of(base) + "' AND base_bytes = "
                                + base.length))
                .containsExactly("4");
        Fovea.done(folder, "fleet report out -o public");
        JsonNode report = Fovea.json(folder.resolve("public/report.json"));
        JsonNode use = report.path("bases").get(0);
        assertThat(use.path("sha256").asString()).isEqualTo(Sha256.of(base));
        assertThat(use.path("clips").asInt()).isEqualTo(2);
        assertThat(use.path("share").asLong()).isEqualTo(Math.ceilDiv(base.length, 2));
        assertThat(use.path("trial").asDouble()).isBetween(0.0, 0.5);
        assertThat(report.path("cost").path("baseBytes").asLong()).isEqualTo(base.length);
    }

    @Test
    void the_nearest_of_several_bases_is_taken() throws Exception {
        Path bases = Files.createDirectories(folder.resolve("bases"));
        byte[] camera = Files.readAllBytes(folder.resolve("camera.base"));
        Files.write(bases.resolve("camera.base"), camera);
        Files.write(bases.resolve("another.base"), reversed(camera));
        Result made = Fovea.done(
                folder, "compress 3.mkv -o near.zip --profile latent.yaml --no-verdict --base bases --json near.json");
        assertThat(made.out())
                .contains("nearest of 2 bases, " + Sha256.of(camera).substring(0, 16));
        assertThat(folder.resolve("near.zip")).hasSameBinaryContentAs(folder.resolve("with.zip"));
        JsonNode trial = Fovea.json(folder.resolve("near.json")).get("baseTrial");
        assertThat(trial.get("base").asString()).isEqualTo(Sha256.of(camera));
        assertThat(trial.get("taken").asBoolean()).isTrue();
        assertThat(trial.get("with").asDouble())
                .isLessThan(0.5 * trial.get("without").asDouble());

        Files.writeString(
                folder.resolve("near.yaml"),
                "{clips: 3.mkv, results: near, evaluators: bundled, profile: latent.yaml, base: nearest}");
        Fovea.run(folder, "fleet run near.yaml").assertRefused(2, "FOVEA_BASES");
        Result fleet = Fovea.run(folder, Map.of("FOVEA_BASES", bases.toString()), "fleet run near.yaml");
        assertThat(fleet.exitCode()).as(fleet.err()).isZero();
        assertThat(folder.resolve("near/archives/3.zip")).hasSameBinaryContentAs(folder.resolve("with.zip"));
    }

    /** The same weights, each somewhere else. */
    private static byte[] reversed(byte[] file) throws Exception {
        BaseFile base = BaseFile.parse(file);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (CodedTensor tensor : base.weights().tensors()) {
            int[] codes = IntStream.of(tensor.codes()).boxed().toList().reversed().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            tensors.add(new CodedTensor(
                    tensor.name(), tensor.shape(), tensor.bitsPerCode(), tensor.minimums(), tensor.steps(), codes));
        }
        return BaseFile.encode(
                archive("with.zip").with(base.weights()).content().withTensors(tensors));
    }

    @Test
    void an_interrupted_training_goes_on_to_the_same_base() throws Exception {
        String train = "base train 1.mkv 2.mkv -o again.base --profile latent.yaml";
        Process process = Fovea.start(folder, folder.resolve("out.txt"), folder.resolve("err.txt"), train);
        Path checkpoint = folder.resolve("again.base.run/checkpoints/02-pretrain.bin");
        for (int i = 0; i < 3000 && process.isAlive() && !Files.exists(checkpoint); i++) {
            Thread.sleep(100);
        }
        assertThat(checkpoint).as(Fovea.read(folder.resolve("err.txt"))).exists();
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("again.base")).doesNotExist();
        Fovea.run(folder, train).assertRefused(2, "already holds a run");
        // Other clips are another base.
        Result other = Fovea.run(folder, train.replace("2.mkv", "3.mkv") + " --resume");
        assertThat(other.exitCode()).as(other.err()).isEqualTo(2);
        Fovea.done(folder, train + " --resume");
        assertThat(folder.resolve("again.base")).hasSameBinaryContentAs(folder.resolve("camera.base"));
    }

    @Test
    void a_run_with_a_base_is_resumed_and_started_over() throws Exception {
        String line = "compress 3.mkv -o mine.zip --profile latent.yaml --no-verdict --base camera.base";
        Fovea.done(folder, line);
        Fovea.done(folder, line + " --resume");
        Fovea.done(folder, line + " --force");
        assertThat(folder.resolve("mine.zip")).hasSameBinaryContentAs(folder.resolve("with.zip"));
    }

    @Test
    void an_archive_with_a_base_is_packaged_whole_and_begins_no_other() throws Exception {
        Fovea.done(folder, "package with.zip -o submission --base camera.base --no-smoke --without-runtime");
        assertThat(archive("submission/archive.zip").base()).isEmpty();
        Fovea.run(folder, "compress 3.mkv -o x.zip --init with.zip --stages poses")
                .assertRefused(2, "fovea repack with.zip --base FILE --embed-base");
        Fovea.run(folder, "inflate with.zip --base camrea.base -o x.raw").assertRefused(3, "camrea.base: no such file");
    }

    @Test
    void an_estimate_counts_on_the_base() throws Exception {
        String line = "compress 3.mkv --estimate --profile latent.yaml";
        assertThat(Fovea.done(folder, line + " --base camera.base").out())
                .contains("the base is taken to suit the clip", "80 steps");
        assertThat(Fovea.done(folder, line).out()).contains("200 steps").doesNotContain("the base");
    }

    @Test
    void what_is_no_base_or_of_another_family_is_refused() throws Exception {
        Fovea.run(folder, "compress 3.mkv -o x.zip --profile latent.yaml --base with.zip")
                .assertRefused(3, "no base");
        Fovea.run(folder, "compress 3.mkv -o x.zip --profile fast/masks --base camera.base")
                .assertRefused(2, "a base is of family latent");
        Fovea.run(folder, "base train 1.mkv -o y.base --profile fast/masks").assertRefused(2, "family latent");
        Fovea.run(folder, "base train 1.mkv -o y.base --profile latent.yaml --stages pretrain")
                .assertRefused(2, "stages pretrain and quantise");
        Files.writeString(folder.resolve("fp4.yaml"), LATENT.replace("pointwise: q6", "pointwise: fp4/32"));
        Fovea.run(folder, "base train 1.mkv -o y.base --profile fp4.yaml").assertRefused(2, "codes of at most 8 bits");
        Files.writeString(folder.resolve("mine.base"), "of another training");
        Fovea.run(folder, "base train 1.mkv -o mine.base --profile latent.yaml --resume")
                .assertRefused(2, "mine.base");
        Fovea.run(folder, "base train 1.mkv -o y.base --minutes 0").assertRefused(2, "--minutes 0.0 is not above 0");
    }
}
