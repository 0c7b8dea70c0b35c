package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.quantise.NumberFormat;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;

class TrainStageTest {
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
        ArchiveHeader header =
                new ArchiveHeader(SIZE.width(), SIZE.height(), SHAPE, CompactFamily.ID, List.of(6, 1, 2, 1, 2, 2, 2));
        List<QuantisedTensor> tensors = new ArrayList<>();
        List<TensorSpec> specs = header.tensors();
        for (int i = 0; i < specs.size(); i++) {
            tensors.add(new NumberFormat.Half().quantise(specs.get(i), Initialisation.values(specs.get(i), i, 5)));
        }
        PoseTrack still = new PoseTrack(SHAPE.frames(), CompactFamily.POSE, List.of());
        return new Encoding(
                new GroundTruth(SIZE, masks, poses),
                new RendererContent(header, masks, new WeightSet(tensors), still, Optional.empty(), Optional.empty()));
    }

    private static TrainSettings settings(int warmUp, int steps) {
        return new TrainSettings(warmUp, steps, 1e-2, 1e-4, 0, 0.9, 1, 2, 0.4, 1, 1, 0, 0, 1, 0.3, 1e-9, false);
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return new StageContext(
                TrainStageTest::clip,
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
    void learns_to_show_the_classes() throws Exception {
        Encoding before = untrained();
        Encoding after = new TrainStage(settings(40, 160)).run(before, context(2, Checkpoint.none()));
        assertThat(segmentation(before)).isGreaterThan(30);
        assertThat(segmentation(after)).isLessThan(8);
        assertThat(after.content().weights().tensors()).allMatch(HalfTensor.class::isInstance);
        QuantiseSettings defaults = QuantiseSettings.defaults();
        QuantiseSettings settings =
                new QuantiseSettings(settings(0, 60), defaults.formats(), 6, 2, 1, defaults.candidates());
        Encoding quantised = new QuantiseStage(settings).run(after, context(2, Checkpoint.none()));
        assertThat(segmentation(quantised)).isLessThan(9);
        assertThat(quantised.content().weights().rawBytes())
                .isLessThan(after.content().weights().rawBytes() / 2);
    }

    @Test
    void threads_and_interruptions_change_nothing() throws Exception {
        TrainStage stage = new TrainStage(settings(10, 30));
        Encoding whole = stage.run(untrained(), context(1, Checkpoint.none()));
        assertThat(stage.run(untrained(), context(3, Checkpoint.none()))
                        .content()
                        .weights())
                .isEqualTo(whole.content().weights());
        Cut cut = new Cut(17);
        assertThatThrownBy(() -> stage.run(untrained(), context(2, cut))).hasMessage("cut");
        assertThat(stage.run(untrained(), context(2, cut)).content().weights())
                .isEqualTo(whole.content().weights());
    }

    @Test
    void refuses_the_checkpoint_of_another_training() {
        Checkpoint foreign = new Cut(0);
        assertThatThrownBy(() -> {
                    foreign.save(new byte[100]);
                    new TrainStage(settings(1, 1)).run(untrained(), context(1, foreign));
                })
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("checkpoint");
    }

    @Test
    void stops_when_interrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new TrainStage(settings(0, 1000)).run(untrained(), context(1, Checkpoint.none())))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
