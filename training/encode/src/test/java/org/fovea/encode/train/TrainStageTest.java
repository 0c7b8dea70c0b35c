package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.encode.train.ToyClip.SHAPE;
import static org.fovea.encode.train.ToyClip.SIZE;
import static org.fovea.encode.train.ToyClip.context;
import static org.fovea.encode.train.ToyClip.segmentation;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.quantise.NumberFormat;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Test;

class TrainStageTest {
    private static Encoding untrained() {
        GroundTruth truth = ToyClip.truth();
        MaskTensor masks = MaskTensor.of(truth.masks());
        ArchiveHeader header =
                new ArchiveHeader(SIZE.width(), SIZE.height(), SHAPE, CompactFamily.ID, List.of(6, 1, 2, 1, 2, 2, 2));
        List<QuantisedTensor> tensors = new ArrayList<>();
        List<TensorSpec> specs = header.tensors();
        for (int i = 0; i < specs.size(); i++) {
            tensors.add(new NumberFormat.Half().quantise(specs.get(i), Initialisation.values(specs.get(i), i, 5)));
        }
        PoseTrack still = new PoseTrack(SHAPE.frames(), CompactFamily.POSE, List.of());
        return new Encoding(
                truth,
                new RendererContent(header, masks, new WeightSet(tensors), still, Optional.empty(), Optional.empty()));
    }

    private static TrainSettings settings(int warmUp, int steps) {
        return TrainSettings.builder()
                .warmUpSteps(warmUp)
                .steps(steps)
                .learningRate(1e-2)
                .finalLearningRate(1e-4)
                .averaging(0.9)
                .build();
    }

    @Test
    void learns_to_show_the_classes() throws Exception {
        Encoding before = untrained();
        Encoding after = new TrainStage(settings(40, 160)).run(before, context(2, Checkpoint.none()));
        assertThat(segmentation(before)).isGreaterThan(30);
        assertThat(segmentation(after)).isLessThan(8);
        assertThat(after.content().weights().tensors()).allMatch(HalfTensor.class::isInstance);
        QuantiseSettings defaults = QuantiseSettings.defaults();
        for (QuantiseSettings.Ranges ranges : QuantiseSettings.Ranges.values()) {
            QuantiseSettings settings = new QuantiseSettings(settings(0, 60), defaults.formats(), ranges, 6);
            Encoding quantised = new QuantiseStage(settings).run(after, context(2, Checkpoint.none()));
            assertThat(segmentation(quantised)).isLessThan(9);
            assertThat(quantised.content().weights().rawBytes())
                    .isLessThan(after.content().weights().rawBytes() / 2);
        }
    }

    @Test
    void threads_and_interruptions_change_nothing() throws Exception {
        TrainStage stage = new TrainStage(settings(10, 30));
        Encoding whole = stage.run(untrained(), context(1, Checkpoint.none()));
        assertThat(stage.run(untrained(), context(3, Checkpoint.none()))
                        .content()
                        .weights())
                .isEqualTo(whole.content().weights());
        assertThat(MemoryCheckpoint.killedAfter(17, checkpoint -> stage.run(untrained(), context(2, checkpoint)))
                        .content()
                        .weights())
                .isEqualTo(whole.content().weights());
    }

    @Test
    void refuses_the_checkpoint_of_another_training() {
        Checkpoint foreign = new MemoryCheckpoint(Integer.MAX_VALUE);
        assertThrown(
                FormatException.class,
                () -> {
                    foreign.save(new byte[100]);
                    new TrainStage(settings(1, 1)).run(untrained(), context(1, foreign));
                },
                "checkpoint");
    }

    @Test
    void stops_when_interrupted() {
        Thread.currentThread().interrupt();
        assertThrown(
                InterruptedException.class,
                () -> new TrainStage(settings(0, 1000)).run(untrained(), context(1, Checkpoint.none())));
        assertThat(Thread.interrupted()).isFalse();
    }
}
