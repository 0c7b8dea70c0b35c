package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.Reporter;
import org.fovea.app.score.CoarseEvaluators;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Originals;
import org.fovea.app.score.Scoring;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.encode.run.RunState;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.render.RawFileSink;
import org.fovea.testkit.networks.SmallClips;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often an encode with its score, as {@code fovea compress} does both, shows the original to the networks. */
class NetworkPassesTest {
    private static final FrameSize SIZE = new FrameSize(80, 56);
    private static final int PAIRS = 5;
    private static final String PROFILE = """
            renderer: {family: colours, rows: 1, columns: 1}
            stages: [{colours: {rows: [1], columns: [1]}}, {masks: {minimumRegion: 3, multipliers: [], effort: fast}}]
            pack: fast
            """;

    @TempDir
    static Path folder;

    private static Clip clip;
    private static List<ByteBuffer> originals;
    private final CoarseEvaluators networks = new CoarseEvaluators(SIZE.width(), SIZE.height());
    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void make() throws IOException {
        ByteArrayOutputStream pictures = new ByteArrayOutputStream();
        for (int frame = 0; frame <= 2 * PAIRS; frame++) { // an odd last frame, too
            pictures.writeBytes(picture(frame));
        }
        Path file = SmallClips.lossless(folder.resolve("original.mkv"), SIZE, pictures.toByteArray());
        clip = Clip.open(file);
        originals = new ArrayList<>();
        try (FrameSource frames = clip.frames()) {
            byte[] rgb = new byte[SIZE.rgbBytes()];
            for (int frame = 0; frames.next(rgb) && frame < 2 * PAIRS; frame++) {
                if (frame % 2 == 1) {
                    originals.add(ByteBuffer.wrap(rgb.clone()));
                }
            }
        }
    }

    @Test
    void an_odd_last_frame_is_said_to_be_left_out() {
        assertThat(ClipRange.all(clip).title())
                .isEqualTo(
                        PAIRS + " pairs (the last of " + (2 * PAIRS + 1) + " frames has no partner and is left out)");
        assertThat(new ClipRange(clip, 0, 1).title()).isEqualTo("pairs 0..0");
    }

    private static byte[] picture(int frame) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < SIZE.pixels(); i++) {
            int x = i % SIZE.width() + 3 * frame;
            int channel = (x / 16 + i / SIZE.width() / 20) % 3;
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) (c == channel ? 160 + x % 40 : 60 + (x * 7 + i) % 30);
            }
        }
        return rgb;
    }

    private RunDirectory directory(String name, TruthSource truth, Profile profile) throws IOException {
        RunIdentity identity = new RunIdentity(
                truth.key().clipHash(),
                truth.firstPair(),
                truth.pairs(),
                10_000,
                networks.identity().hash(),
                profile.hash(),
                "none");
        return RunDirectory.open(folder.resolve(name), identity, RunDirectory.Start.RESUME);
    }

    /** Encodes, draws what came of it and scores that, as a process of its own would have drawn it. */
    private ScoreResult compress(String name, TruthSource original) throws Exception {
        Profile profile = Profile.parse(PROFILE.getBytes(StandardCharsets.UTF_8), List.of());
        Path archive;
        TruthSource truth;
        try (RunDirectory directory = directory(name, original, profile)) {
            Previews previews = new Previews(directory, original.clip(), networks);
            try (RunDisplay display = new RunDisplay(Reporter.SILENT, Optional.of(previews))) {
                RunState made = EncodeRun.run(
                        directory,
                        display,
                        RunState.begin(profile, new EncodeRun.Inputs(original, 10_000, 2, Optional.empty())));
                archive = made.archive().orElseThrow();
                truth = made.inputs().original();
            }
        }
        Path raw = folder.resolve(name + ".raw");
        byte[] bytes = Files.readAllBytes(archive);
        new Inflater(ArchiveFile.open(bytes).content()).run(InflateOptions.all(original.pairs()), new RawFileSink(raw));
        DrawnFrames drawn = new DrawnFrames(archive, raw, SIZE, "this process", List.of());
        MeteredBytes metered = new MeteredBytes(
                OptionalLong.of(bytes.length),
                "archive",
                Optional.of(Sha256.of(bytes)),
                List.of(),
                List.of(new MeteredBytes.CountedFile("original", 10_000)));
        ScoreResult result =
                Scoring.of(truth.networks(), Reporter.SILENT).score(clip, truth, drawn, metered, ScoreOptions.all(2));
        Files.delete(raw);
        return result;
    }

    private TruthSource original(Optional<GroundTruthCache> cache) throws IOException {
        return Originals.of(networks, clip, Sha256.of(clip.path()), cache, notes::add);
    }

    /** Each network was shown each of the clip's pairs so often. */
    private void assertShown(int... times) {
        for (int pair = 0; pair < PAIRS; pair++) {
            int expected = times[Math.min(pair, times.length - 1)];
            ByteBuffer frame = originals.get(pair);
            assertThat(networks.segmented.getOrDefault(frame, 0))
                    .as("pair " + pair)
                    .isEqualTo(expected);
            assertThat(networks.posed.getOrDefault(frame, 0)).as("pair " + pair).isEqualTo(expected);
        }
    }

    @Test
    void a_first_compress_shows_the_original_once_and_a_second_one_not_at_all(@TempDir Path directory)
            throws Exception {
        GroundTruthCache cache = new GroundTruthCache(directory);
        ScoreResult first = compress("first", original(Optional.of(cache)));
        assertShown(1);
        assertThat(networks.segmented).hasSizeGreaterThan(PAIRS); // it was shown what was drawn, too
        assertThat(first.provenance().cachedOriginal()).isFalse();
        assertThat(first.table().clipFrames()).isEqualTo(2 * PAIRS + 1);

        ScoreResult second = compress("second", original(Optional.of(cache)));
        assertShown(1);
        assertThat(second.provenance().cachedOriginal()).isTrue();
        assertThat(second.table().pairs())
                .usingRecursiveComparison()
                .isEqualTo(first.table().pairs());
        assertThat(notes).isEmpty();
    }

    @Test
    void without_a_cache_the_run_directory_remembers() throws Exception {
        ScoreResult first = compress("alone", original(Optional.empty()));
        assertShown(1);
        ScoreResult resumed = compress("alone", original(Optional.empty()));
        assertShown(1);
        assertThat(resumed.provenance().cachedOriginal()).isTrue();
        assertThat(resumed.table().pairs())
                .usingRecursiveComparison()
                .isEqualTo(first.table().pairs());
    }

    @Test
    void a_score_with_answers_of_the_encoder_is_that_of_a_score_that_asks_for_them() throws Exception {
        TruthSource asks = original(Optional.empty());
        ScoreResult known = compress("known", asks);
        Path archive = folder.resolve("known/stages/03-masks.zip");
        Path raw = folder.resolve("again.raw");
        new Inflater(ArchiveFile.open(Files.readAllBytes(archive)).content())
                .run(InflateOptions.all(PAIRS), new RawFileSink(raw));
        DrawnFrames drawn = new DrawnFrames(archive, raw, SIZE, "this process", List.of());
        ScoreResult asked = Scoring.of(asks.networks(), Reporter.SILENT)
                .score(clip, asks, drawn, known.bytes(), ScoreOptions.all(2));
        assertThat(asked.table().pairs())
                .usingRecursiveComparison()
                .isEqualTo(known.table().pairs());
        assertShown(2);
    }

    @Test
    void without_time_for_another_score_nothing_is_compared() throws Exception {
        TruthSource original = original(Optional.empty());
        RunState.Scored scored = new RunState.Scored(compress("late", original), "this process", 1);
        Profile profile = Profile.parse(PROFILE.getBytes(StandardCharsets.UTF_8), List.of());
        RunState made = RunState.begin(profile, new EncodeRun.Inputs(original, 10_000, 2, Optional.empty()))
                .at(folder.resolve("late/stages/03-masks.zip"))
                .scored(scored);
        try (RunDirectory run = directory("late", original, profile)) {
            new VerdictPhase(run, ClipRange.all(clip), () -> 100, () -> 0.9, new FileHashes(), Reporter.SILENT)
                    .run(made);
            Verdict found = Verdict.read(run.path()).orElseThrow();
            assertThat(found.anchors()).isEmpty();
            assertThat(found.lines())
                    .contains("not compared with av1: no time was left; fovea bench rd compares longer");
        }
    }

    @Test
    void part_of_a_clip_is_shown_alone_and_leaves_the_cache_as_it_was(@TempDir Path directory) throws Exception {
        GroundTruthCache cache = new GroundTruthCache(directory);
        ScoreResult part = compress("part", original(Optional.of(cache)).part(1, 3));
        assertShown(0, 1, 1, 1, 0);
        assertThat(cache.folder().toFile().list()).isNullOrEmpty();
        assertThat(part.table().pairs()).hasSize(3);

        compress("whole", original(Optional.of(cache)));
        assertShown(1, 2, 2, 2, 1);
        ScoreResult again = compress("part-again", original(Optional.of(cache)).part(1, 3));
        assertShown(1, 2, 2, 2, 1);
        assertThat(again.table().pairs())
                .usingRecursiveComparison()
                .isEqualTo(part.table().pairs());
    }
}
