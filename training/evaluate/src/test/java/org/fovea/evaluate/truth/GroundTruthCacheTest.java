package org.fovea.evaluate.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.score.FakeEvaluators;
import org.fovea.evaluate.score.FakeFrames;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.Scorer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthCacheTest {
    private static final int FRAMES = 13;
    private static final TruthKey KEY = new TruthKey("01".repeat(32), "ab".repeat(32), "FFmpeg 8", "amd64");

    @TempDir
    Path directory;

    private final EvaluatorPair fake = new FakeEvaluators("fake");
    private final List<String> notes = new ArrayList<>();
    private GroundTruthCache cache;

    @BeforeEach
    void make() {
        cache = new GroundTruthCache(directory);
    }

    private PairTable score(TruthReader original, TruthWriter writer) throws Exception {
        ScoreOptions options = ScoreOptions.all(2);
        return new Scorer(fake)
                .run(
                        original,
                        new FakeFrames(FRAMES, 3, 0.3),
                        writer == null ? options : options.withAnswers((wanted, got) -> writer.add(wanted)));
    }

    private PairTable fill(TruthKey key) throws Exception {
        FakeFrames frames = new FakeFrames(FRAMES, 3, 0);
        try (TruthWriter writer = cache.create(key, fake, frames.size())) {
            TruthReader original = TruthReader.of(fake, frames, FRAMES);
            PairTable table = score(original, writer);
            assertThat(writer.commit(original.clipFrames())).isEmpty();
            return table;
        }
    }

    private Path entry() throws IOException {
        try (Stream<Path> files = Files.list(cache.folder())) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void a_second_score_needs_no_original_and_has_the_same_digits() throws Exception {
        assertThat(cache.open(KEY, fake, notes::add)).isEmpty();
        PairTable first = fill(KEY);
        try (TruthReader cached = cache.open(KEY, fake, notes::add).orElseThrow()) {
            assertThat(cached.clipFrames()).isEqualTo(FRAMES);
            PairTable second = score(cached, null);
            assertThat(Json.of(second.pairs())).isEqualTo(Json.of(first.pairs()));
            assertThat(second.clipFrames()).isEqualTo(FRAMES);
            assertThat(second.frameSize()).isEqualTo(first.frameSize());
        }
        assertThat(notes).isEmpty();
        assertThat(entry()).exists();
    }

    @Test
    void a_part_is_read_from_an_entry_of_all() throws Exception {
        fill(KEY);
        try (TruthReader cached = cache.open(KEY, fake, notes::add).orElseThrow()) {
            FakeFrames candidate = new FakeFrames(FRAMES, 3, 0.3);
            byte[] frame = new byte[candidate.size().rgbBytes()];
            for (int i = 0; i < 4; i++) {
                candidate.next(frame);
            }
            PairTable table =
                    new Scorer(fake).run(cached, candidate, ScoreOptions.all(1).withPairs(2, 4));
            assertThat(table.pairs()).hasSize(2);
            assertThat(table.clipPairs()).isEqualTo(FRAMES / 2);
        }
    }

    @Test
    void another_clip_network_decoder_or_machine_is_another_entry() throws Exception {
        fill(KEY);
        for (TruthKey other : List.of(
                new TruthKey("02".repeat(32), KEY.evaluatorHash(), KEY.decoder(), KEY.machine()),
                new TruthKey(KEY.clipHash(), "02".repeat(32), KEY.decoder(), KEY.machine()),
                new TruthKey(KEY.clipHash(), KEY.evaluatorHash(), "FFmpeg 9", KEY.machine()),
                new TruthKey(KEY.clipHash(), KEY.evaluatorHash(), KEY.decoder(), "aarch64"))) {
            assertThat(cache.open(other, fake, notes::add)).isEmpty();
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void an_entry_under_anothers_name_is_not_used() throws Exception {
        fill(KEY);
        TruthKey other = new TruthKey("02".repeat(32), KEY.evaluatorHash(), KEY.decoder(), KEY.machine());
        Files.move(entry(), cache.folder().resolve(other.fileName()));
        assertThat(cache.open(other, fake, notes::add)).isEmpty();
        assertThat(notes).singleElement().asString().contains("belongs to something else");
    }

    @Test
    void damage_at_any_byte_is_noticed_and_removed() throws Exception {
        fill(KEY);
        Path file = entry();
        byte[] good = Files.readAllBytes(file);
        for (int place = 0; place < good.length; place++) {
            byte[] bad = good.clone();
            bad[place] ^= 0x10;
            assertRecomputed(file, bad);
        }
        for (int length = 0; length < good.length; length += 7) {
            assertRecomputed(file, java.util.Arrays.copyOf(good, length));
        }
        assertRecomputed(file, java.util.Arrays.copyOf(good, good.length + 1));
        fill(KEY);
        assertThat(cache.open(KEY, fake, notes::add)).isPresent();
    }

    private void assertRecomputed(Path file, byte[] content) throws IOException {
        notes.clear();
        Files.write(file, content);
        assertThat(cache.open(KEY, fake, notes::add)).isEmpty();
        assertThat(notes).singleElement().asString().contains("recomputed");
        assertThat(file).doesNotExist();
    }

    /** Somebody who computes a checksum gets a refusal, never a wrong kind of exception. */
    @Test
    void forged_entries_are_refused_when_they_are_read() throws Exception {
        fill(KEY);
        Path file = entry();
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bad = java.util.Arrays.copyOf(good, good.length - TruthFormat.HASH_BYTES);
            for (int j = 0; j <= random.nextInt(3); j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            byte[] forged = java.util.Arrays.copyOf(bad, good.length);
            byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(bad);
            System.arraycopy(hash, 0, forged, bad.length, hash.length);
            Files.write(file, forged);
            Optional<TruthReader> opened = cache.open(KEY, fake, notes::add);
            if (opened.isEmpty()) {
                refused++;
                continue;
            }
            try (TruthReader cached = opened.get()) {
                for (Supplier<PairAnswer> next = cached.next(); next != null; next = cached.next()) {
                    assertThat(next.get().classes()).hasSize(16);
                }
            } catch (FormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void what_was_not_committed_leaves_nothing() throws Exception {
        try (TruthWriter writer = cache.create(KEY, fake, FakeFrames.SIZE)) {
            writer.add(new PairAnswer(new byte[16], new float[4], new float[0]));
        }
        assertThat(cache.folder()).as("made for the entry alone").doesNotExist();
    }

    @Test
    void many_writers_and_readers_of_one_entry_do_not_disturb_each_other() throws Exception {
        PairTable expected = fill(KEY);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Callable<String> write = () -> Json.of(fill(KEY).pairs());
                Callable<String> read = () -> {
                    try (TruthReader cached = cache.open(KEY, fake, note -> {}).orElseThrow()) {
                        return Json.of(score(cached, null).pairs());
                    }
                };
                all.add(threads.submit(i % 2 == 0 ? write : read));
            }
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo(Json.of(expected.pairs()));
            }
        }
        assertThat(entry()).isRegularFile();
    }

    @Test
    void the_directory_is_told_standard_or_usual() {
        Path home = Path.of("/home/ada");
        assertThat(GroundTruthCache.directory(Map.of("FOVEA_CACHE", "/c", "XDG_CACHE_HOME", "/x"), home))
                .isEqualTo(Path.of("/c"));
        assertThat(GroundTruthCache.directory(Map.of("XDG_CACHE_HOME", "/x"), home))
                .isEqualTo(Path.of("/x/fovea"));
        assertThat(GroundTruthCache.directory(Map.of("XDG_CACHE_HOME", "x", "FOVEA_CACHE", ""), home))
                .isEqualTo(Path.of("/home/ada/.cache/fovea"));
    }

    @Test
    void a_key_without_hashes_is_refused() {
        assertThrown(IllegalArgumentException.class, () -> new TruthKey("a", "ab".repeat(32), "", ""));
    }
}
