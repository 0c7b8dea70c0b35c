package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Folders;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.isolate.Confinement;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.render.RawFileSink;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallClips;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code fovea score} and {@code compare} from end to end, with networks that every machine can make. */
class ScoreIT {
    private static final FrameSize SIZE = new FrameSize(80, 56);
    private static final String NETWORKS = "official:models";
    private static final String NAME = "official networks with pseudo-random weights";

    @TempDir
    static Path folder;

    /** An archive of three pairs, its frames, and a clip that differs from them, as the original. */
    @BeforeAll
    static void make() throws Exception {
        assertThat(run("evaluators pseudo-official models").exitCode()).isZero();
        Files.write(folder.resolve("a.zip"), SmallArchive.file());
        Path raw = folder.resolve("a.raw");
        new Inflater(SmallArchive.content()).run(InflateOptions.all(SmallArchive.PAIRS), new RawFileSink(raw));
        byte[] frames = Files.readAllBytes(raw);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = (byte) Math.min(255, (frames[i] & 0xff) + i / 40 % 50);
        }
        SmallClips.lossless(folder.resolve("original.mkv"), SIZE, frames);
    }

    /** With a cache of its own: other tests run at the same time, and this one counts what is in it. */
    private static Result run(String line, Object... values) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("FOVEA_CACHE", cache().toString());
        List<String> words = CommandDoor.words(line, values);
        // In isolation the program starts itself again, which the process that stays is not.
        return words.contains("--isolate")
                ? Fovea.run(folder, environment, words)
                : Fovea.warm(folder, environment, words);
    }

    private static Path cache() {
        return folder.resolve("cache");
    }

    private static Result score(String line) throws IOException, InterruptedException {
        return run("score --original original.mkv --evaluators " + NETWORKS + " --candidate " + line);
    }

    private static ScoreResult read(String name) throws IOException {
        return ScoreDocument.read(folder.resolve(name));
    }

    @Tag("slow")
    @Test
    void in_isolation_the_score_is_the_same_and_only_its_outputs_and_its_own_cache_are_written() throws Exception {
        assumeTrue(Confinement.find(System.getenv("PATH")).isPresent(), "neither bubblewrap nor unshare works here");
        Folders.remove(cache());
        List<String> before = names(cache());
        Path outputs = Files.createDirectory(folder.resolve("outputs"));
        Result isolated = score("a.zip --isolate --json outputs/there.json");
        assertThat(isolated.exitCode()).as(isolated.err()).isZero();
        assertThat(isolated.errorLines()).as("progress alone").allMatch(line -> line.startsWith("score: "));
        assertThat(names(outputs)).containsExactly("there.json");
        assertThat(names(cache())).hasSizeLessThanOrEqualTo(before.size() + 1).contains("isolated");
        Result here = score("a.zip --no-cache --json here.json");
        assertThat(here.exitCode()).isZero();
        assertThat(read("outputs/there.json").score())
                .isEqualTo(read("here.json").score());
        assertThat(read("outputs/there.json").table())
                .usingRecursiveComparison()
                .isEqualTo(read("here.json").table());
        // What goes wrong there is told here, with its exit code.
        score("missing.zip --isolate").assertRefused(3, "missing.zip");
    }

    private static List<String> names(Path where) throws IOException {
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void an_archive_has_a_score_with_everything_that_belongs_to_it() throws Exception {
        Folders.remove(cache());
        Result first = score("a.zip --json a.json --report report.txt");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("original.mkv: 3 pairs of 80×56", "a.zip: Fovea archive (FVA1) in ZIP")
                .contains(NAME + " score", "current_workflow", "rule_faithful", "not the challenge's networks")
                .doesNotContain("from the cache");
        ScoreResult result = read("a.json");
        long archive = Files.size(folder.resolve("a.zip"));
        long original = Files.size(folder.resolve("original.mkv"));
        double points = result.lost().withoutRate() + 25.0 * archive / original;
        assertThat(result.score().orElseThrow().score()).isEqualTo(points);
        assertThat(result.averages().segmentation()).isPositive();
        assertThat(result.averages().pose()).isPositive();
        assertThat(result.provenance().evaluators().official()).isFalse();
        assertThat(result.provenance().versions()).containsKeys("Fovea", "code", "Java", "FFmpeg", "LibTorch");
        assertThat(Files.readAllLines(folder.resolve("report.txt")))
                .startsWith("=== Evaluation config ===")
                .contains("=== Evaluation results over 3 samples ===")
                .anyMatch(line -> line.startsWith("  evaluators: " + NAME) && line.contains("not an official score"))
                .last()
                .asString()
                .startsWith("  Final score: 100·segmentation + √(10·pose) + 25·rate = ");

        Result again = score("a.zip --json again.json --threads 1");
        assertThat(again.out()).contains("ground truth from the cache");
        assertSameDigits(result, read("again.json"));
        JsonShape.assertSame("score", Fovea.read(folder.resolve("a.json")), "provenance.versions.*");

        Result uncached = score("a.raw --json raw.json --archive a.zip --payload report.txt --no-cache");
        assertThat(uncached.exitCode()).as(uncached.err()).isZero();
        assertThat(uncached.out()).doesNotContain("from the cache");
        ScoreResult raw = read("raw.json");
        assertSameDigits(result, raw);
        assertThat(raw.accountings().getFirst().score()).isEqualTo(points);
        assertThat(raw.accountings().getLast().bytes()).isEqualTo(archive + Files.size(folder.resolve("report.txt")));

        Result same = run("compare a.json raw.json");
        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out()).contains("no difference", "the networks' output differs in no pair");
        JsonShape.assertSame("compare", run("compare a.json raw.json --json").out());
    }

    private static void assertSameDigits(ScoreResult one, ScoreResult other) {
        assertThat(other.table().pairs())
                .usingRecursiveComparison()
                .isEqualTo(one.table().pairs());
        assertThat(other.averages()).isEqualTo(one.averages());
    }

    @Test
    void the_same_frames_through_networks_that_they_were_not_fitted_to_are_a_row() throws Exception {
        Result both = score("a.zip --json both.json --also bundled");
        assertThat(both.exitCode()).as(both.err()).isZero();
        assertThat(both.out()).contains("not fitted to these", "have different units of loss");
        JsonNode also = Fovea.json(folder.resolve("both.json")).path("also");
        assertThat(also.size()).isOne();
        assertThat(also.get(0).path("evaluators").asString()).isEqualTo("bundled");
        assertThat(also.get(0).path("fittedTo").asBoolean()).isFalse();
        assertThat(run("score --original original.mkv --candidate a.zip --evaluators bundled --json -")
                        .out())
                .contains("\"score\" : " + also.get(0).path("score").asDouble());
        JsonShape.assertSame("score-also", Fovea.read(folder.resolve("both.json")), "provenance.versions.*");
        assertThat(ScoreDocument.read(folder.resolve("both.json")).score()).isPresent();
        assertThat(score("a.zip --also none.yaml").errorLines())
                .singleElement()
                .asString()
                .contains("none.yaml");
        assertThat(score("a.zip --also bundled --pairs 1..2").exitCode()).isEqualTo(2);
    }

    @Test
    void what_is_no_score_is_never_called_one() throws Exception {
        Result raw = score("a.raw --json -");
        assertThat(raw.exitCode()).as(raw.err()).isZero();
        assertThat(raw.out()).contains("\"score\" : null", "\"archive\" : null");
        Result part = score("a.zip --pairs 1..2 --json part.json");
        assertThat(part.exitCode()).as(part.err()).isZero();
        assertThat(part.out())
                .contains("partial (2 of 3)", "mean of pairs 1..2")
                .doesNotContain(NAME + " score");
        assertThat(read("part.json").score()).isEmpty();
        JsonShape.assertSame("score-part", Fovea.read(folder.resolve("part.json")), "provenance.versions.*");
        JsonShape.assertSame("score-without-archive", raw.out(), "provenance.versions.*");
        score("a.raw --report no.txt").assertRefused(2, "--report needs a rate", "--archive");
        score("a.zip --report no.txt --pairs 0..0").assertRefused(2, "--report needs all pairs");
        score("a.zip --pairs 1..3").assertRefused(2, "1..3 are not in 0..2");
        assertThat(folder.resolve("no.txt")).doesNotExist();
    }

    @Test
    void what_does_not_fit_is_refused_in_one_line() throws Exception {
        Files.createSymbolicLink(folder.resolve("link.mkv"), folder.resolve("original.mkv"));
        score("link.mkv").assertRefused(3, "the same file");
        score("a.zip --archive a.zip").assertRefused(2, "already charged");
        score("missing.zip").assertRefused(3, "missing.zip", "no such file");
        Files.createDirectories(folder.resolve("videos"));
        Files.copy(folder.resolve("original.mkv"), folder.resolve("videos/0.mkv"));
        Files.writeString(folder.resolve("videos/notes.txt"), "stray");
        run("score --original videos --candidate a.zip")
                .assertRefused(3, "notes.txt is not a clip and would count as bytes of the original");
    }
}
