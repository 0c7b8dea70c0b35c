package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.encode.train.ToyClip.context;
import static org.fovea.encode.train.ToyClip.segmentation;
import static org.fovea.testkit.Thrown.assertThrown;

import org.fovea.codec.weights.HalfTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.TestRuns;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.junit.jupiter.api.Test;

class TrainStageTest {
    @Test
    void learns_to_show_the_classes() throws Exception {
        Encoding before = ToyClip.untrained();
        Encoding after = new TrainStage(TestRuns.training(40, 160)).run(before, context(2, Checkpoint.none()));
        assertThat(segmentation(before)).isGreaterThan(30);
        assertThat(segmentation(after)).isLessThan(8);
        assertThat(after.content().weights().tensors()).allMatch(HalfTensor.class::isInstance);
        QuantiseSettings defaults = QuantiseSettings.defaults();
        for (QuantiseSettings.Ranges ranges : QuantiseSettings.Ranges.values()) {
            QuantiseSettings settings = new QuantiseSettings(TestRuns.training(0, 60), defaults.formats(), ranges, 6);
            Encoding quantised = new QuantiseStage(settings).run(after, context(2, Checkpoint.none()));
            assertThat(segmentation(quantised)).isLessThan(9);
            assertThat(quantised.content().weights().rawBytes())
                    .isLessThan(after.content().weights().rawBytes() / 2);
        }
    }

    @Test
    void threads_and_interruptions_change_nothing() throws Exception {
        MemoryCheckpoint.unmoved(17, new TrainStage(TestRuns.training(10, 30)), ToyClip.untrained(), ToyClip::context);
    }

    @Test
    void stops_when_interrupted() {
        Thread.currentThread().interrupt();
        assertThrown(
                InterruptedException.class,
                () -> new TrainStage(TestRuns.training(0, 1000))
                        .run(ToyClip.untrained(), context(1, Checkpoint.none())));
        assertThat(Thread.interrupted()).isFalse();
    }
}
