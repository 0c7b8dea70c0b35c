package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.quantise.RoleFormats;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;

class PretrainStageTest {
    private static final FrameSize SIZE = new FrameSize(50, 38);
    private static final MaskShape SHAPE = new MaskShape(3, 19, 26, 3);
    private static final EvaluatorPair NETWORKS = new ToyEvaluators(SHAPE.height(), SHAPE.width());

    /** A frame whose thirds are red, green and blue; their borders move from pair to pair. */
    private static byte[] frame(int number) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width() + number / 2 * 3;
            int colour = Math.min(x / 18, 2);
            rgb[i] = (byte) (i % 3 == colour ? 170 : 60);
        }
        return rgb;
    }

    private static FrameSource clip() {
        return new FrameSource() {
            private int next;

            @Override
            public FrameSize size() {
                return SIZE;
            }

            @Override
            public boolean next(byte[] rgb) {
                if (next == 2 * SHAPE.frames()) {
                    return false;
                }
                System.arraycopy(frame(next++), 0, rgb, 0, rgb.length);
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private static Encoding untrained() {
        return untrained(List.of(3, 8, 1, 2, 1, 2, 2, 2, 3, 3, 2));
    }

    private static Encoding untrained(List<Integer> parameters) {
        List<float[]> poses = new ArrayList<>();
        byte[] maps = new byte[(int) SHAPE.total()];
        for (int pair = 0; pair < SHAPE.frames(); pair++) {
            poses.add(new float[] {0.1f * pair, 0});
            for (int i = 0; i < SHAPE.pixels(); i++) {
                int x = (i % SHAPE.width() * 2 + 1) * SIZE.width() / (2 * SHAPE.width()) + pair * 3;
                maps[pair * SHAPE.pixels() + i] = (byte) Math.min(x / 18, 2);
            }
        }
        MaskTensor masks = new MaskTensor(SHAPE, maps);
        GroundTruth truth = new GroundTruth(SIZE, masks, poses);
        return new Encoding(
                truth,
                Untrained.content(truth, LatentFamily.ID, parameters, 5));
    }

    private static PretrainSettings settings(int steps) {
        return new PretrainSettings(steps, 2e-2, 1e-3, 0.95, 1, 2, 0.5, 30, 1e-9);
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return new StageContext(
                PretrainStageTest::clip,
                NETWORKS,
                ScoreFormula.COMMA,
                100_000,
                threads,
                3,
                checkpoint,
                EncodeLog.none(),
                (stage, done, of) -> {});
    }

    private static double segmentation(Encoding encoding) throws InterruptedException {
        ArchiveMeasure measure = new ArchiveMeasure(NETWORKS, encoding.truth(), 100_000, 1);
        return measure.measure(encoding.content(), 0, measure.allPairs(), done -> {})
                .score()
                .segmentation();
    }

    /** Remembers the last state, and ends the run after some of them as a power cut would. */
    private static final class Cut implements Checkpoint {
        private byte[] last;
        private int left;

        Cut(int saves) {
            left = saves;
        }

        @Override
        public Optional<byte[]> load() {
            return Optional.ofNullable(last);
        }

        @Override
        public void save(byte[] state) throws IOException {
            last = state;
            if (--left == 0) {
                throw new IOException("cut");
            }
        }
    }

    @Test
    void learns_where_the_classes_are_and_draws_them_in_colours_that_the_network_knows() throws Exception {
        Encoding before = untrained();
        List<String> lines = new ArrayList<>();
        EncodeLog log = new EncodeLog() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void metrics(String stage, long step, Map<String, Double> values) {}
        };
        Encoding after = new PretrainStage(settings(300))
                .run(before, context(2, Checkpoint.none()).toldTo(log, (s, d, t) -> {}));
        assertThat(segmentation(before)).isGreaterThan(30);
        assertThat(segmentation(after)).isLessThan(15);
        assertThat(lines).hasSize(1 + SHAPE.classes()).first().asString().contains("% of the pixels");
        assertThat(after.content().latents()).isNotEqualTo(before.content().latents());
        assertThat(after.content().header()).isEqualTo(before.content().header());

        QuantiseSettings defaults = QuantiseSettings.defaults();
        TrainSettings training =
                new TrainSettings(0, 150, 1e-2, 1e-4, 0, 0.9, 1, 2, 0.4, 1, 0.5, 0.5, 0, 1, 0.3, 20, false);
        RoleFormats formats = new RoleFormats("q6", "q6", "q6", "q5", "q8", "q8", "q5");
        Encoding quantised = new QuantiseStage(new QuantiseSettings(training, formats, 5, 0, 1, defaults.candidates()))
                .run(after, context(2, Checkpoint.none()));
        assertThat(segmentation(quantised)).isLessThan(segmentation(after)).isLessThan(8);
        LatentTrack coarse = quantised.content().latents();
        assertThat(coarse.codes()).hasSize(SHAPE.frames() * 3);
        for (char code : coarse.codes()) {
            assertThat((int) code).isLessThan(1 << 5);
        }
        Encoding stored = quantised.with(
                ArchiveFile.open(ArchiveFile.zipped(ArchiveFile.encode(quantised.archive(), new ClassMaskCodec())))
                        .drawable());
        assertThat(stored.archive()).isEqualTo(quantised.archive());
        assertThat(segmentation(stored)).isEqualTo(segmentation(quantised));
    }

    @Test
    void a_carrier_waits_for_its_own_stage() throws Exception {
        Encoding before = untrained(List.of(3, 8, 1, 2, 1, 2, 2, 2, 3, 3, 2, 1, 1, 1, 4, 3, 4, 3));
        Encoding after = new PretrainStage(settings(300)).run(before, context(2, Checkpoint.none()));
        List<QuantisedTensor> tensors = after.content().tensors();
        assertThat(tensors.subList(0, 2)).isEqualTo(before.content().tensors().subList(0, 2));
        assertThat(tensors.get(2)).isNotEqualTo(before.content().tensors().get(2));
        assertThat(segmentation(before)).isGreaterThan(30);
        assertThat(segmentation(after)).isLessThan(20);
    }

    @Test
    void threads_and_interruptions_change_nothing() throws Exception {
        PretrainStage stage = new PretrainStage(settings(40));
        Encoding whole = stage.run(untrained(), context(1, Checkpoint.none()));
        assertThat(stage.run(untrained(), context(3, Checkpoint.none())).archive())
                .isEqualTo(whole.archive());
        Cut cut = new Cut(17);
        assertThatThrownBy(() -> stage.run(untrained(), context(2, cut))).hasMessage("cut");
        assertThat(stage.run(untrained(), context(2, cut)).archive()).isEqualTo(whole.archive());
    }

    @Test
    void trains_latent_numbers_and_weights_together_whatever_the_threads() throws Exception {
        TrainSettings settings =
                new TrainSettings(5, 20, 1e-2, 1e-4, 0, 0.9, 1, 2, 0.4, 1, 1, 0, 0, 1, 0.3, 1e-9, true);
        TrainStage stage = new TrainStage(settings);
        Encoding whole = stage.run(untrained(), context(1, Checkpoint.none()));
        assertThat(whole.content().latents()).isNotEqualTo(untrained().content().latents());
        assertThat(whole.content().poses().columns())
                .as("poses are learnt, too")
                .isNotEmpty();
        Cut cut = new Cut(9);
        assertThatThrownBy(() -> stage.run(untrained(), context(2, cut))).hasMessage("cut");
        assertThat(stage.run(untrained(), context(3, cut)).archive()).isEqualTo(whole.archive());
    }

    @Test
    void refuses_archives_that_draw_from_masks() {
        Encoding given = untrained();
        MaskTensor masks = MaskTensor.of(given.truth().masks());
        Encoding masked = new Encoding(
                given.truth(), Untrained.content(given.truth(), CompactFamily.ID, List.of(6, 1, 2, 1, 2, 2, 2), 5));
        assertThat(masked.content().masks().shape()).isEqualTo(masks.shape());
        assertThatThrownBy(() -> new PretrainStage(settings(1)).run(masked, context(1, Checkpoint.none())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latent numbers");
    }
}
