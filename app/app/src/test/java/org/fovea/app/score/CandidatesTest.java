package org.fovea.app.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.ZipWriter;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.score.CachedScoring;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.render.RawFileSink;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallClips;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive, the frames that it inflates to, and a lossless clip of them are the same candidate. */
class CandidatesTest {
    private static final FrameSize SIZE = new FrameSize(80, 56);
    private static final int PAIRS = SmallArchive.PAIRS;

    @TempDir
    static Path folder;

    private static Path archive;
    private static Path raw;
    private static Path lossless;
    private static Path original;
    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void make() throws Exception {
        archive = Files.write(folder.resolve("a.zip"), SmallArchive.file());
        raw = folder.resolve("a.raw");
        new Inflater(SmallArchive.content()).run(InflateOptions.all(PAIRS), new RawFileSink(raw));
        byte[] frames = Files.readAllBytes(raw);
        lossless = SmallClips.lossless(folder.resolve("lossless.mkv"), SIZE, frames);
        byte[] brighter = frames.clone();
        for (int i = 0; i < brighter.length; i += 3) {
            brighter[i] = (byte) Math.min(255, (brighter[i] & 0xff) + i % 50);
        }
        original = SmallClips.lossless(folder.resolve("original.mkv"), SIZE, brighter);
    }

    private Candidate open(Path path) throws IOException {
        return Candidate.open(path, List.of(), 2, notes::add);
    }

    private byte[] frames(Candidate candidate, int first, int end) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] frame = new byte[SIZE.rgbBytes()];
        try (FrameSource source = candidate.frames(SIZE, first, end)) {
            assertThat(source.size()).isEqualTo(SIZE);
            for (int i = 0; i < 2 * (end - first); i++) {
                assertThat(source.next(frame)).isTrue();
                all.write(frame);
            }
            if (end == PAIRS) {
                assertThat(source.next(frame)).isFalse();
            }
        }
        return all.toByteArray();
    }

    private static void verify(Clip clip, Candidate candidate, boolean trustLayout) throws IOException {
        ClipPart whole = new ClipPart(clip::frames, 0, CandidateChecks.pairs(clip));
        CandidateChecks.verify(clip, whole, candidate, trustLayout);
    }

    @Test
    void all_kinds_give_the_same_frames_from_any_pair_on() throws Exception {
        byte[] all = Files.readAllBytes(raw);
        for (Path path : List.of(archive, raw, lossless)) {
            Candidate candidate = open(path);
            assertThat(candidate.frameCount(SIZE)).isEqualTo(2L * PAIRS);
            assertThat(frames(candidate, 0, PAIRS)).as(path.toString()).isEqualTo(all);
            assertThat(frames(candidate, 1, 2))
                    .as(path.toString())
                    .isEqualTo(Arrays.copyOfRange(all, 2 * SIZE.rgbBytes(), 4 * SIZE.rgbBytes()));
        }
        assertThat(open(archive).kind()).isEqualTo("Fovea archive (FVA1) in ZIP");
        assertThat(open(archive).archive()).contains(archive);
        assertThat(open(lossless).archive()).contains(lossless);
        assertThat(open(raw).archive()).isEmpty();
    }

    @Test
    void a_reader_that_leaves_early_ends_the_inflating() throws Exception {
        int before = inflating();
        for (int i = 0; i < 5; i++) {
            try (FrameSource source = open(archive).frames(SIZE, 0, PAIRS)) {
                source.next(new byte[SIZE.rgbBytes()]);
            }
        }
        assertThat(inflating()).isEqualTo(before);
    }

    private static int inflating() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().equals("fovea-inflate"))
                .count();
    }

    @Test
    void damaged_masks_are_told_by_the_archives_name() throws Exception {
        byte[] bad = ArchiveFile.encode(SmallArchive.content(), new ClassMaskCodec(MaskEffort.FAST, null))
                .toBytes();
        byte[] cut = Arrays.copyOf(bad, bad.length - 9);
        Path path = Files.write(folder.resolve("cut.fva"), cut);
        assertThrown(FormatException.class, () -> frames(open(path), 0, PAIRS), "cut.fva");
    }

    @Test
    void a_plain_video_in_a_zip_is_shown_as_large_as_the_original_and_charged_as_a_whole() throws Exception {
        Path zip = Files.write(folder.resolve("video.zip"), ZipWriter.single("0.mkv", Files.readAllBytes(lossless)));
        Candidate candidate = open(zip);
        assertThat(frames(candidate, 0, PAIRS)).isEqualTo(Files.readAllBytes(raw));
        byte[] all = Files.readAllBytes(raw);
        assertThat(frames(candidate, 1, PAIRS)).isEqualTo(Arrays.copyOfRange(all, 2 * SIZE.rgbBytes(), all.length));
        assertThat(candidate.frameCount(SIZE)).isEqualTo(2L * PAIRS);
        assertThat(candidate.archive()).contains(zip);
        assertThat(candidate.kind()).isEqualTo("plain video in ZIP, ffv1 of 80×56");
        assertThat(notes).singleElement().asString().contains("as the challenge's baseline makes them");
        verify(Clip.open(original), candidate, false);
        MeteredBytes charged = CandidateChecks.metered(
                candidate.archive(), List.of(), 1, OriginalFiles.of(original), candidate, new FileHashes());
        assertThat(charged.archive()).hasValue(Files.size(zip));
        FrameSize larger = new FrameSize(160, 112);
        try (FrameSource source = candidate.frames(larger, 0, PAIRS)) {
            assertThat(source.size()).isEqualTo(larger);
            assertThat(source.next(new byte[larger.rgbBytes()])).isTrue();
        }
        assertThat(unpackedVideos()).isEmpty();
    }

    private static List<Path> unpackedVideos() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("fovea-video-"))
                    .toList();
        }
    }

    @Test
    void bare_masks_are_no_candidate() throws Exception {
        Path masks = Files.write(
                folder.resolve("masks.fva"),
                ArchiveFile.encode(SmallArchive.content().masks(), new ClassMaskCodec(MaskEffort.FAST, null))
                        .toBytes());
        assertThrown(AppException.class, () -> open(masks), "no renderer");
    }

    @Test
    void a_submission_folder_is_its_archive_or_its_raw_frames() throws Exception {
        Path submission = Files.createDirectories(folder.resolve("submission"));
        Files.copy(archive, submission.resolve("archive.zip"));
        Files.writeString(submission.resolve("inflate.sh"), "true\n");
        Candidate inflated = open(submission);
        assertThat(inflated.file()).isEqualTo(submission.resolve("archive.zip"));
        assertThat(notes).singleElement().asString().contains("1 files of code");
        Files.createDirectories(submission.resolve("inflated"));
        Files.copy(raw, submission.resolve("inflated/0.raw"));
        Candidate frames = open(submission);
        assertThat(frames.kind()).isEqualTo("raw frames");
        assertThat(frames.archive()).contains(submission.resolve("archive.zip"));
    }

    private void assertRefused(Path candidate, String... parts) {
        assertThatThrownBy(() -> verify(Clip.open(original), open(candidate), false))
                .isInstanceOfAny(ScoreException.class, FormatException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void another_length_or_size_is_refused_before_any_network_is_asked() throws Exception {
        byte[] all = Files.readAllBytes(raw);
        verify(Clip.open(original), open(raw), false);
        verify(Clip.open(original), open(archive), false);
        assertRefused(
                Files.write(folder.resolve("short.raw"), Arrays.copyOf(all, 4 * SIZE.rgbBytes())),
                "short.raw: 4 frames",
                "has 6");
        assertRefused(
                Files.write(folder.resolve("odd.raw"), Arrays.copyOf(all, 5 * SIZE.rgbBytes())), "odd.raw: 5 frames");
        assertRefused(
                Files.write(folder.resolve("tail.raw"), Arrays.copyOf(all, all.length + 1)),
                "tail.raw",
                "truncated, has a tail, or");
        assertRefused(
                Files.write(folder.resolve("cut.raw"), Arrays.copyOf(all, all.length - 1)),
                "cut.raw",
                "truncated, has a tail, or");
        FrameSize other = new FrameSize(96, 56);
        Path wide = SmallClips.lossless(folder.resolve("wide.mkv"), other, new byte[6 * other.rgbBytes()]);
        assertRefused(wide, "frames of 96×56", "has 80×56");
        assertThrown(ScoreException.class, () -> verify(Clip.open(wide), open(archive), false), "80×56");
    }

    @Test
    void swapped_colours_are_refused_unless_they_are_trusted() throws Exception {
        byte[] swapped = Files.readAllBytes(raw);
        for (int i = 0; i < swapped.length; i += 3) {
            byte red = swapped[i];
            swapped[i] = swapped[i + 2];
            swapped[i + 2] = red;
        }
        Path file = Files.write(folder.resolve("bgr.raw"), swapped);
        Clip clip = Clip.open(lossless);
        assertThrown(ScoreException.class, () -> verify(clip, open(file), false), "bgr.raw: ", "BGR", "--trust-layout");
        verify(clip, open(file), true);
    }

    @Test
    void what_is_charged_is_never_nothing() throws Exception {
        OriginalFiles files = OriginalFiles.of(original);
        MeteredBytes unknown =
                CandidateChecks.metered(Optional.empty(), List.of(), 1, files, open(raw), new FileHashes());
        assertThat(unknown.archive()).isEmpty();
        Path empty = Files.write(folder.resolve("empty.zip"), new byte[0]);
        assertThrown(
                ScoreException.class,
                () -> CandidateChecks.metered(Optional.of(empty), List.of(), 1, files, open(raw), new FileHashes()),
                "is empty");
        assertThrown(
                AppException.class,
                () -> CandidateChecks.metered(
                        Optional.of(archive), List.of(archive), 1, files, open(raw), new FileHashes()),
                "not a payload outside it");
        Path weights = Files.write(folder.resolve("weights.pt"), new byte[77]);
        MeteredBytes charged = CandidateChecks.metered(
                Optional.of(archive), List.of(weights, weights), 1, files, open(raw), new FileHashes());
        assertThat(charged.payloadBytes()).isEqualTo(77);
        assertThat(charged.archive()).hasValue(Files.size(archive));
        assertThat(charged.originalBytes()).isEqualTo(Files.size(original));
    }

    private CachedScoring.Scored score(CoarseEvaluators evaluators, Optional<GroundTruthCache> cache, Path candidate)
            throws Exception {
        Clip clip = Clip.open(original);
        try (FrameSource frames = open(candidate).frames(SIZE, 0, PAIRS)) {
            return new CachedScoring(Originals.of(evaluators, clip, "01".repeat(32), cache, notes::add))
                    .run(frames, ScoreOptions.all(2));
        }
    }

    @Test
    void the_cache_changes_no_digit_and_halves_the_questions(@TempDir Path directory) throws Exception {
        GroundTruthCache cache = new GroundTruthCache(directory);
        CoarseEvaluators evaluators = new CoarseEvaluators(80, 56);
        PairTable without = score(evaluators, Optional.empty(), archive).table();
        assertThat(without.averages().segmentation()).isGreaterThan(0);
        assertThat(without.averages().pose()).isGreaterThan(0);
        for (Path candidate : List.of(archive, raw, lossless)) {
            int before = evaluators.asked.get();
            CachedScoring.Scored scored = score(evaluators, Optional.of(cache), candidate);
            boolean first = candidate.equals(archive);
            assertThat(scored.cachedOriginal()).isEqualTo(!first);
            assertThat(evaluators.asked.get() - before).isEqualTo(first ? 2 * PAIRS : PAIRS);
            assertThat(scored.table().pairs()).usingRecursiveComparison().isEqualTo(without.pairs());
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void a_cache_that_cannot_be_written_costs_a_note_not_the_score(@TempDir Path directory) throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("file"), "no folder");
        PairTable table = score(new CoarseEvaluators(80, 56), Optional.of(new GroundTruthCache(inTheWay)), raw)
                .table();
        assertThat(table.complete()).isTrue();
        assertThat(notes).isNotEmpty().allMatch(note -> note.contains("cache"));
    }
}
