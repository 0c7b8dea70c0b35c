package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.folder.Place;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Workshop.Drawn;
import org.fovea.lab.queue.Workshop.Scored;
import org.fovea.lab.queue.Workshop.Task;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A lab's experiments are those of {@code fovea compress} and {@code fovea score}, to the byte and the last digit. */
@Tag("slow")
class WorkshopIT {
    private static final int PAIRS = 4;

    @TempDir
    static Path folder;

    private static LabFolder lab;
    private static FoveaWorkshop workshop;
    private static Benchmark benchmark;

    @BeforeAll
    static void draw() throws Exception {
        Fovea.done(folder, "samples generate -o drive.mkv --pairs " + PAIRS + " --size 320x240 --seed 3");
        Files.writeString(folder.resolve("tiny.yaml"), LabIT.TINY);
        lab = LabFolder.create(
                folder.resolve("lab"),
                LabConfig.of(LabConfig.USUAL_DATABASE).with("drive", new Place("../drive.mkv", "bundled")));
        workshop = new FoveaWorkshop(lab, 2);
        Path clip = folder.resolve("drive.mkv");
        try (var networks = BundledEvaluators.load()) {
            benchmark = new Benchmark(
                    "drive",
                    "drive.mkv",
                    Optional.of(Sha256.of(clip)),
                    PAIRS,
                    Files.size(clip),
                    networks.identity().name(),
                    Optional.of(networks.identity().hash()),
                    false,
                    Optional.empty(),
                    Instant.EPOCH);
        }
    }

    @AfterAll
    static void close() {
        workshop.close();
    }

    private static Task task(Subset subset, Built built, String... overrides) throws IOException {
        List<ProfileOverride> parsed =
                Stream.of(overrides).map(ProfileOverride::of).toList();
        String settings = Profile.parse(Files.readAllBytes(folder.resolve("tiny.yaml")), parsed)
                .yaml();
        Candidate candidate = Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.PROFILE, JsonMapper.shared().readTree(settings), Optional.empty()))
                .profile("tiny")
                .track(Track.MASKS)
                .family("base")
                .by(Author.person("Ada"))
                .time(Instant.EPOCH)
                .build();
        return new Task(
                new Experiment(benchmark.key(), candidate.key(), Optional.empty(), 0, Map.of(), subset, built, 0),
                benchmark,
                candidate);
    }

    @Test
    void the_whole_clip_becomes_the_archive_and_score_of_compress() throws Exception {
        Fovea.done(folder, "compress drive.mkv -o a.zip --profile tiny.yaml --no-verdict");
        Task task = task(Subset.all(PAIRS), Built.CLIP);
        Path work = lab.work().resolve("whole");
        Path archive = workshop.build(task, work, Optional.empty(), (_, _, _) -> {});
        assertThat(archive).hasSameBinaryContentAs(folder.resolve("a.zip"));

        assertThat(workshop.pack(task, archive).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(Files.size(archive));

        Path frames = work.resolve("frames.raw");
        Drawn drawn = workshop.inflate(task, archive, frames, (_, _, _) -> {});
        assertThat(drawn).isEqualTo(new Drawn(Sha256.of(frames), true));
        Scored scored = workshop.score(task, archive, frames, work, (_, _, _) -> {});
        ScoreResult expected = ScoreDocument.read(folder.resolve("a.zip.run/score.json"));
        assertThat(scored.segmentation()).isEqualTo(expected.averages().segmentation());
        assertThat(scored.pose()).isEqualTo(expected.averages().pose());
        assertThat(scored.pairs())
                .isEqualTo(expected.table().pairs().stream()
                        .map(pair -> new PairDistortion(pair.pair(), pair.segmentation(), pair.pose()))
                        .toList());
        assertThat(scored.originalBytes()).isEqualTo(Files.size(folder.resolve("drive.mkv")));
        assertThat(rows(scored.shown().get(Artifact.CURVES)))
                .as("curves of the stages, which are runs of their own here")
                .isEqualTo(rows(folder.resolve("a.zip.run/metrics.csv")))
                .anyMatch(row -> row.startsWith("03-train,"));
        BufferedImage picture =
                ImageIO.read(scored.shown().get(Artifact.PICTURES).toFile());
        assertThat(picture.getHeight()).as("three pairs or four").isBetween(3 * 180, 4 * 230);

        Task some = task(Subset.of("1,3 of 4"), Built.CLIP);
        assertThat(workshop.inflate(some, archive, frames, (_, _, _) -> {}))
                .as("the same frames, drawn here")
                .isEqualTo(new Drawn(drawn.sha256(), false));
        Scored part = workshop.score(some, archive, frames, work, (_, _, _) -> {});
        assertThat(part.pairs())
                .isEqualTo(List.of(scored.pairs().get(1), scored.pairs().get(3)));
        assertThat(ImageIO.read(part.shown().get(Artifact.PICTURES).toFile()).getHeight())
                .as("two pairs")
                .isBetween(2 * 180, 2 * 230);
    }

    /** Stage, step, name and value of each row, without the time. */
    private static List<String> rows(Path metrics) throws IOException {
        return Files.readAllLines(metrics).stream()
                .skip(1)
                .map(row -> row.substring(row.indexOf(',') + 1))
                .toList();
    }

    @Test
    void candidates_that_begin_alike_share_what_was_trained() throws Exception {
        Subset subset = Subset.of("0,2 of 4");
        Path first = workshop.build(
                task(subset, Built.SUBSET), lab.work().resolve("one"), Optional.empty(), (_, _, _) -> {});
        long stages = stages();
        Path second = workshop.build(
                task(subset, Built.SUBSET, "masks[2].multipliers=[3]"),
                lab.work().resolve("other"),
                Optional.empty(),
                (what, _, _) -> assertThat(what).doesNotStartWith("train").doesNotStartWith("quantise"));
        assertThat(stages()).isEqualTo(stages + 1);
        assertThat(second).exists();
        Task task = task(subset, Built.SUBSET);
        Path frames = lab.work().resolve("one/frames.raw");
        workshop.inflate(task, first, frames, (_, _, _) -> {});
        Scored scored = workshop.score(task, first, frames, lab.work().resolve("one"), (_, _, _) -> {});
        assertThat(scored.pairs()).extracting(PairDistortion::pair).containsExactly(0, 2);
        assertThat(scored.originalBytes()).isCloseTo(Files.size(folder.resolve("drive.mkv")) / 2.0, within(1.0));
        List<PairResult> document = ScoreDocument.read(
                        scored.document().getBytes(java.nio.charset.StandardCharsets.UTF_8), "score")
                .table()
                .pairs();
        assertThat(document).hasSize(2);
    }

    private static long stages() throws IOException {
        try (Stream<Path> all = Files.list(lab.work().resolve("stages"))) {
            return all.filter(path -> !path.getFileName().toString().startsWith("look-"))
                    .count();
        }
    }
}
