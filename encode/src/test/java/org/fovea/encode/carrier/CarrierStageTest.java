package org.fovea.encode.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.encode.train.ToyClip.context;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.DuetFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.poses.PosesStage;
import org.fovea.encode.quantise.NumberFormat;
import org.fovea.encode.start.UnfitException;
import org.fovea.encode.start.Untrained;
import org.fovea.encode.train.Optimiser;
import org.fovea.encode.train.ToyClip;
import org.fovea.encode.train.ToyClip.Cut;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.train.TrainStage;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierStageTest {
    private static final MaskShape SHAPE = new MaskShape(5, 19, 26, 3);
    private static final List<Integer> DUET = List.of(6, 1, 2, 1, 2, 2, 2, 4, 3, 4, 3);
    private static final List<Integer> LATENT = List.of(3, 8, 1, 2, 1, 2, 2, 2, 3, 3, 2, 1, 1, 1, 4, 3, 4, 3);

    private static Encoding untrained(int family, List<Integer> parameters) {
        List<float[]> poses = new ArrayList<>();
        byte[] maps = new byte[(int) SHAPE.total()];
        for (int pair = 0; pair < SHAPE.frames(); pair++) {
            poses.add(new float[] {0.06f * pair, 0.1f - 0.02f * pair * pair});
            for (int i = 0; i < SHAPE.pixels(); i++) {
                maps[pair * SHAPE.pixels() + i] = (byte) ((i + pair) / 7 % 3);
            }
        }
        GroundTruth truth = new GroundTruth(ToyClip.SIZE, new MaskTensor(SHAPE, maps), poses);
        return new Encoding(truth, Untrained.content(truth, family, parameters, 5));
    }

    private static CarrierStage stage(int steps) {
        return new CarrierStage(new CarrierSettings(steps, 0.02, 1e-4, Optimiser.ADAM, 0.9, 3, 2, 1e-9));
    }

    private static Score score(Encoding encoding) throws InterruptedException {
        ArchiveMeasure measure = new ArchiveMeasure(ToyClip.NETWORKS, encoding.truth(), 100_000, 1);
        return measure.measure(encoding.content(), 0, measure.allPairs(), done -> {})
                .score();
    }

    @ParameterizedTest
    @ValueSource(ints = {DuetFamily.ID, LatentFamily.ID})
    void shows_the_pose_network_what_it_wants_and_leaves_the_drawn_frame_alone(int family) throws Exception {
        Encoding before = untrained(family, family == DuetFamily.ID ? DUET : LATENT);
        Encoding after = stage(400).run(before, context(2, Checkpoint.none()));
        assertThat(score(before).pose()).isGreaterThan(0.3);
        assertThat(score(after).pose()).isLessThan(0.05);
        assertThat(score(after).segmentation()).isEqualTo(score(before).segmentation());
        List<QuantisedTensor> tensors = after.content().tensors();
        assertThat(tensors.subList(2, tensors.size()))
                .isEqualTo(before.content().tensors().subList(2, tensors.size()));
        assertThat(after.content().poses().dimensions()).isEqualTo(4);

        Encoding coarse = new PosesStage(PosesSettings.defaults()).run(after, context(1, Checkpoint.none()));
        assertThat(score(coarse).pose()).isLessThan(0.06);
        RendererContent stored = (RendererContent)
                ArchiveFile.open(ArchiveFile.zipped(ArchiveFile.encode(coarse.archive(), new ClassMaskCodec())))
                        .drawable();
        assertThat(stored.poses()).isEqualTo(coarse.content().poses());
        assertThat(stored.tensors()).isEqualTo(coarse.content().tensors());
    }

    @Test
    void trains_what_quantised_weights_show() throws Exception {
        Encoding before = untrained(DuetFamily.ID, DUET);
        List<TensorSpec> specs = before.content().header().tensors();
        List<QuantisedTensor> coarse = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            coarse.add(NumberFormat.parse("q4")
                    .quantise(specs.get(i), before.content().tensors().get(i).dequantise()));
        }
        Encoding quantised = before.with(before.content().withTensors(coarse));
        Encoding after = stage(400).run(quantised, context(2, Checkpoint.none()));
        QuantisedTensor patterns = after.content().tensors().getFirst();
        assertThat(NumberFormat.of(patterns)).isEqualTo(NumberFormat.of(coarse.getFirst()));
        assertThat(patterns).isNotInstanceOf(SteppedTensor.class).isNotEqualTo(coarse.getFirst());
        assertThat(score(after).pose()).isLessThan(0.1);
    }

    @Test
    void threads_and_interruptions_change_nothing() throws Exception {
        Encoding before = untrained(DuetFamily.ID, DUET);
        Encoding whole = stage(30).run(before, context(1, Checkpoint.none()));
        assertThat(stage(30).run(before, context(3, Checkpoint.none())).archive())
                .isEqualTo(whole.archive());
        Cut cut = new Cut(11);
        assertThatThrownBy(() -> stage(30).run(before, context(2, cut))).hasMessage("cut");
        assertThat(stage(30).run(before, context(2, cut)).archive()).isEqualTo(whole.archive());
    }

    @Test
    void carriers_are_trained_with_the_weights_where_poses_are_learnt() throws Exception {
        for (boolean learns : new boolean[] {true, false}) {
            TrainSettings settings = TrainSettings.builder()
                    .warmUpSteps(0)
                    .steps(200)
                    .learningRate(2e-2)
                    .finalLearningRate(1e-4)
                    .averaging(0.9)
                    .boundaryWeight(1)
                    .learnPoses(learns)
                    .build();
            Encoding before = untrained(DuetFamily.ID, DUET);
            Encoding after = new TrainStage(settings).run(before, context(2, Checkpoint.none()));
            assertThat(after.content()
                            .tensors()
                            .getFirst()
                            .equals(before.content().tensors().getFirst()))
                    .isEqualTo(!learns);
            assertThat(after.content().poses().columns().isEmpty()).isEqualTo(!learns);
            if (learns) {
                assertThat(score(after).pose()).isLessThan(score(before).pose() / 3);
            }
        }
    }

    @Test
    void refuses_renderers_without_a_carrier_and_settings_that_cannot_be() {
        for (Encoding without : List.of(
                untrained(CompactFamily.ID, DUET.subList(0, 7)), untrained(LatentFamily.ID, LATENT.subList(0, 14)))) {
            assertThatThrownBy(() -> stage(1).run(without, context(1, Checkpoint.none())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("without a carrier");
        }
        // The toy segmentation network looks at the second frame, which is the carrier where the first is drawn.
        List<Integer> wrong = new ArrayList<>(DUET);
        wrong.set(6, 1);
        assertThatThrownBy(() -> stage(1).run(untrained(DuetFamily.ID, wrong), context(1, Checkpoint.none())))
                .isInstanceOf(UnfitException.class)
                .hasMessage("frame 2 of a pair is a carrier, for the pose network alone, but the segmentation network"
                        + " looks at it; let frame 2 be drawn (drawnFrame)");
        assertThatThrownBy(() -> new CarrierSettings(1, 1, 1, Optimiser.ADAM, 0, 0, 1, 1))
                .hasMessageContaining("batch 0");
    }
}
