package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.DrawnClip;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.quantise.RoleFormats;
import org.fovea.encode.video.VideoBeginning;
import org.fovea.encode.video.VideoSettings;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.restore.ResizeFilter;
import org.junit.jupiter.api.Test;

/**
 * The networks want each third of the picture to be of the next third's colour, so that there is something to learn.
 */
class FilterTrainingTest {
    private static final FrameSize SIZE = new FrameSize(96, 70);
    private static final int PAIRS = 3;
    private static final MaskShape SHAPE = new MaskShape(PAIRS, 35, 48, 3);
    private static final EvaluatorPair NETWORKS = new ToyEvaluators(SHAPE.height(), SHAPE.width());
    private static final FilterFamily.Layout LAYOUT = new FilterFamily.Layout(1, 8, List.of(1, 2));

    /** A frame whose thirds are red, green and blue; their borders move from pair to pair. */
    private static final FrameOpener CLIP = DrawnClip.of(SIZE, 2 * PAIRS, (frame, rgb) -> {
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i % 3 == third(i / 3 % SIZE.width(), frame / 2) ? 128 : 104);
        }
    });

    private static int third(int x, int pair) {
        return Math.min((x + 4 * pair) / 32, 2);
    }

    private static VideoContent beginning(Optional<FilterFamily.Layout> filter) throws Exception {
        VideoSettings settings = new VideoSettings(0.8, ResizeFilter.LANCZOS, Enlargement.LANCZOS, 12, 40, -1, 0, 0);
        return new VideoBeginning(settings, filter, 1, 1).content(SIZE, new ClipPart(CLIP, 0, PAIRS), done -> {});
    }

    private static GroundTruth truth() {
        byte[] maps = new byte[(int) SHAPE.total()];
        List<float[]> poses = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            poses.add(new float[] {0, 0});
            for (int i = 0; i < SHAPE.pixels(); i++) {
                maps[pair * SHAPE.pixels() + i] = (byte) ((third(2 * (i % SHAPE.width()), pair) + 1) % 3);
            }
        }
        return new GroundTruth(SIZE, new MaskTensor(SHAPE, maps), poses);
    }

    private static Encoding untrained() throws Exception {
        return new Encoding(truth(), beginning(Optional.of(LAYOUT)));
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return StageContext.of(CLIP, NETWORKS, 100_000)
                .withThreads(threads)
                .withSeed(3)
                .withCheckpoint(checkpoint);
    }

    private static Measurement measured(Encoding encoding) throws InterruptedException {
        return TestRuns.measured(NETWORKS, encoding, 100_000, 0);
    }

    @Test
    void a_filter_that_has_learnt_nothing_changes_nothing() throws Exception {
        DrawnPairs with = DrawnPairs.of(beginning(Optional.of(LAYOUT)), 2);
        DrawnPairs without = DrawnPairs.of(beginning(Optional.empty()), 1);
        for (int pair : new int[] {2, 0, 1}) {
            assertThat(with.draw(pair).first()).isEqualTo(without.draw(pair).first());
            assertThat(with.draw(pair).second()).isEqualTo(without.draw(pair).second());
        }
    }

    @Test
    void learns_to_show_what_the_networks_want_and_lives_with_quantised_weights() throws Exception {
        Encoding before = untrained();
        Encoding after = new TrainStage(TestRuns.training(0, 200)).run(before, context(2, Checkpoint.none()));
        assertThat(measured(before).score().segmentation()).isGreaterThan(80);
        assertThat(measured(after).score().segmentation()).isLessThan(20);
        assertThat(after.archive().tensors()).allMatch(HalfTensor.class::isInstance);
        assertThat(after.video().video()).isEqualTo(before.video().video());
        RoleFormats q8 = new RoleFormats("q8", "q8", "q8", "q8", "q8", "q8", "q8");
        QuantiseSettings settings =
                new QuantiseSettings(TestRuns.training(0, 20), q8, QuantiseSettings.Ranges.MOVING, 6);
        Encoding quantised = new QuantiseStage(settings).run(after, context(2, Checkpoint.none()));
        assertThat(measured(quantised).score().segmentation()).isLessThan(22);
        assertThat(quantised.video().weights().orElseThrow().rawBytes())
                .isLessThan(after.video().weights().orElseThrow().rawBytes() * 2 / 3);
    }

    @Test
    void threads_and_interruptions_change_nothing() throws Exception {
        TrainStage stage = new TrainStage(TestRuns.training(0, 24));
        Encoding whole = MemoryCheckpoint.unmoved(11, stage, untrained(), FilterTrainingTest::context);
        assertThat(whole.archive()).isNotEqualTo(untrained().archive());
    }

    @Test
    void what_filters_do_not_have_is_refused() throws Exception {
        Encoding plain = new Encoding(truth(), beginning(Optional.empty()));
        assertThrown(
                IllegalArgumentException.class,
                () -> new TrainStage(TestRuns.training(0, 1)).run(plain, context(1, Checkpoint.none())),
                "no filter to train");
        for (TrainSettings settings : List.of(
                TestRuns.training(5, 1),
                TestRuns.learning(0, 1).learnPoses(true).build())) {
            assertThrown(
                    IllegalArgumentException.class,
                    () -> new TrainStage(settings).run(untrained(), context(1, Checkpoint.none())),
                    "without warmUpSteps and learnPoses");
        }
    }
}
