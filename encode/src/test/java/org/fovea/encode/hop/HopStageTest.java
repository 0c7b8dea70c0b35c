package org.fovea.encode.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.StageContext;
import org.fovea.encode.latents.LatentsSettings;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.start.Untrained;
import org.fovea.encode.train.ToyClip;
import org.fovea.encode.train.TrainSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three pairs of a toy clip, drawn by a renderer that was trained and quantised a little. */
class HopStageTest {
    private static final List<Integer> COMPACT = List.of(6, 1, 2, 1, 2, 2, 2);
    private static final List<HopSettings.Part> ALL = List.of(HopSettings.Part.values());

    /** A second of processor time each time somebody looks. */
    private static LongSupplier seconds() {
        long[] now = new long[1];
        return () -> now[0] += 1_000_000_000L;
    }

    private static Encoding masked;
    private static Encoding latent;

    @BeforeAll
    static void train() throws Exception {
        masked = trained(CompactFamily.ID, COMPACT, 120);
        latent = trained(LatentFamily.ID, List.of(3, 8, 1, 2, 1, 2, 2, 2, 3, 3, 2), 200);
    }

    private static Encoding trained(int family, List<Integer> parameters, int steps) throws Exception {
        QuantiseSettings usual = QuantiseSettings.defaults();
        RendererContent untrained = Untrained.content(ToyClip.truth(), family, parameters, 5);
        return new QuantiseStage(new QuantiseSettings(
                        training(steps, 1e-2, 0.9),
                        usual.formats(),
                        QuantiseSettings.Ranges.MOVING,
                        6,
                        0,
                        1,
                        usual.candidates()))
                .run(new Encoding(ToyClip.truth(), untrained), ToyClip.context(2, Checkpoint.none()));
    }

    private static TrainSettings training(int steps, double learningRate, double averaging) {
        return TrainSettings.builder()
                .warmUpSteps(0)
                .steps(steps)
                .learningRate(learningRate)
                .finalLearningRate(learningRate / 100)
                .averaging(averaging)
                .crossEntropy(0)
                .checkpointSeconds(1e-9)
                .learnPoses(true)
                .build();
    }

    private static HopSettings settings(int rounds, double perMinute, List<HopSettings.Part> parts, double rate) {
        QuantiseSettings usual = HopSettings.defaults().quantise();
        return new HopSettings(
                rounds,
                0,
                perMinute,
                parts,
                new QuantiseSettings(
                        training(20, rate, 0.9),
                        usual.formats(),
                        QuantiseSettings.Ranges.MOVING,
                        6,
                        0,
                        1,
                        usual.candidates()),
                new MasksSettings(0, 0, List.of(1.0), true, MaskEffort.FAST),
                new LatentsSettings(1, 1, 0, false),
                new PosesSettings(4, 1, 1, 2, 0));
    }

    /** Remembers what it is told. */
    private static final class Diary implements EncodeLog {
        final List<String> lines = new ArrayList<>();
        final Map<String, List<Map<String, Double>>> rows = new TreeMap<>();

        @Override
        public synchronized void line(String text) {
            lines.add(text);
        }

        @Override
        public synchronized void metrics(String stage, long step, Map<String, Double> values) {
            rows.computeIfAbsent(stage, _ -> new ArrayList<>()).add(values);
        }

        List<String> rounds() {
            return lines.stream().filter(line -> line.startsWith("hop: round")).toList();
        }
    }

    private static StageContext context(int threads, Checkpoint checkpoint, EncodeLog log) {
        return ToyClip.context(threads, checkpoint).toldTo(log, (stage, done, total) -> {});
    }

    private static double score(Encoding encoding) throws InterruptedException {
        ArchiveMeasure measure = ArchiveMeasure.of(ToyClip.context(2, Checkpoint.none()), encoding.truth());
        long bytes = ArchiveBytes.of(encoding.archive(), MaskEffort.FAST).length;
        return measure.measure(encoding.archive(), bytes, measure.allPairs(), done -> {})
                .score()
                .total();
    }

    private static byte[] bytes(ArchiveContent archive) {
        return ArchiveBytes.of(archive, MaskEffort.FAST);
    }

    @Test
    void every_round_that_is_kept_lowers_the_score_and_has_a_row() throws Exception {
        Diary diary = new Diary();
        Encoding after = new HopStage(settings(3, 0, ALL, 2e-3)).run(masked, context(2, Checkpoint.none(), diary));
        List<Map<String, Double>> rows = diary.rows.get("hop");
        assertThat(rows).hasSizeBetween(2, 4);
        assertThat(diary.rounds()).hasSize(rows.size() - 1);
        double best = rows.getFirst().get("score");
        assertThat(best).isEqualTo(score(masked));
        for (Map<String, Double> row : rows.subList(1, rows.size())) {
            assertThat(row.get("kept")).isEqualTo(row.get("score") < best ? 1.0 : 0.0);
            best = Math.min(best, row.get("score"));
        }
        assertThat(rows.get(1).get("kept")).isEqualTo(1.0);
        assertThat(score(after)).isEqualTo(best).isLessThan(score(masked));
        assertThat(diary.rows).containsKeys("1-quantise", "1-masks", "1-poses").doesNotContainKey("1-latents");
    }

    @Test
    void a_round_that_makes_it_worse_is_undone_and_the_last() throws Exception {
        Diary diary = new Diary();
        Encoding after = new HopStage(settings(5, 0, ALL, 1)).run(masked, context(2, Checkpoint.none(), diary));
        assertThat(bytes(after.archive())).isEqualTo(bytes(masked.archive()));
        assertThat(diary.rounds()).singleElement().asString().endsWith("; undone, and the last round");
        assertThat(diary.rows.get("hop").getLast().get("score")).isGreaterThan(score(masked));
    }

    @Test
    void archives_of_latent_numbers_search_their_codes_instead_of_masks() throws Exception {
        Diary diary = new Diary();
        Encoding after = new HopStage(settings(1, 0, ALL, 2e-3)).run(latent, context(2, Checkpoint.none(), diary));
        assertThat(diary.rows)
                .containsKeys("1-quantise", "1-latents", "1-poses")
                .doesNotContainKey("1-masks");
        assertThat(score(after)).isLessThan(score(latent));
    }

    @Test
    void threads_and_kills_in_and_between_the_stages_of_a_round_change_nothing() throws Exception {
        HopStage stage = new HopStage(settings(2, 0, ALL, 2e-3));
        byte[] whole = bytes(stage.run(masked, context(1, Checkpoint.none(), EncodeLog.none()))
                .archive());
        assertThat(bytes(stage.run(masked, context(3, Checkpoint.none(), EncodeLog.none()))
                        .archive()))
                .isEqualTo(whole)
                .isNotEqualTo(bytes(masked.archive()));
        MemoryCheckpoint checkpoint = new MemoryCheckpoint(1);
        int kills = 0;
        boolean finished = false;
        while (!finished) {
            // Not at every save, so that work since the last one is lost now and then.
            checkpoint.allow(1 + kills % 7);
            try {
                byte[] resumed = bytes(stage.run(masked, context(2, checkpoint, EncodeLog.none()))
                        .archive());
                assertThat(resumed).isEqualTo(whole);
                finished = true;
            } catch (MemoryCheckpoint.Killed e) {
                kills++;
            }
        }
        assertThat(kills).isGreaterThan(10);
    }

    @Test
    void it_stops_by_gain_for_each_minute_and_remembers_that_it_did() throws Exception {
        HopSettings dear = settings(4, 1e6, List.of(HopSettings.Part.QUANTISE), 2e-3);
        Diary diary = new Diary();
        MemoryCheckpoint checkpoint = new MemoryCheckpoint(Integer.MAX_VALUE);
        Encoding after = new HopStage(dear, seconds()).run(masked, context(2, checkpoint, diary));
        assertThat(diary.rounds()).singleElement().asString().endsWith("because it gained too little");
        assertThat(score(after)).isLessThan(score(masked));
        assertThat(diary.rows.get("hop").getLast().get("minutes")).isGreaterThan(0.1);
        // Where no time passes, every gain is large enough; but it was decided.
        Diary silence = new Diary();
        Encoding resumed = new HopStage(dear, () -> 0).run(masked, context(2, checkpoint, silence));
        assertThat(bytes(resumed.archive())).isEqualTo(bytes(after.archive()));
        assertThat(silence.lines).isEmpty();
        Diary free = new Diary();
        new HopStage(settings(2, 1e6, List.of(HopSettings.Part.QUANTISE), 2e-3), () -> 0)
                .run(masked, context(2, Checkpoint.none(), free));
        assertThat(free.rounds()).hasSize(2);
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> settings(0, 0, ALL, 1e-3)).hasMessageContaining("rounds 0");
        assertThatThrownBy(() -> settings(1, -1, ALL, 1e-3)).hasMessageContaining("leastGainPerMinute -1");
        assertThatThrownBy(() -> settings(1, 0, List.of(), 1e-3)).hasMessageContaining("no stages");
    }
}
