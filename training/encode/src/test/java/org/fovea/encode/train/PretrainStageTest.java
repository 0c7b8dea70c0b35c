package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.encode.train.ToyClip.SHAPE;
import static org.fovea.encode.train.ToyClip.context;
import static org.fovea.encode.train.ToyClip.segmentation;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.SectionCodecs;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.NotedLog;
import org.fovea.encode.TestRuns;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.quantise.RoleFormats;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Test;

class PretrainStageTest {
    private static Encoding untrained() {
        List<Integer> parameters = List.of(3, 8, 1, 2, 1, 2, 2, 2, 3, 3, 2);
        GroundTruth truth = ToyClip.truth();
        return new Encoding(truth, Untrained.content(truth, LatentFamily.ID, parameters, 5));
    }

    private static PretrainSettings settings(int steps) {
        return new PretrainSettings(steps, PretrainSettings.Optimiser.ADAM, 0.95);
    }

    @Test
    void learns_where_the_classes_are_and_draws_them_in_colours_that_the_network_knows() throws Exception {
        Encoding before = untrained();
        NotedLog log = new NotedLog();
        Encoding after = new PretrainStage(settings(300))
                .run(before, context(2, Checkpoint.none()).toldTo(log, (s, d, t) -> {}));
        assertThat(segmentation(before)).isGreaterThan(30);
        assertThat(segmentation(after)).isLessThan(15);
        assertThat(log.lines).hasSize(1).first().asString().contains("of the pixels");
        assertThat(after.content().latents()).isNotEqualTo(before.content().latents());
        assertThat(after.content().header()).isEqualTo(before.content().header());

        TrainSettings training = TestRuns.learning(0, 150)
                .finalLearningRate(1e-4)
                .finalTemperature(0.5)
                .roughShare(0.5)
                .build();
        RoleFormats formats = new RoleFormats("q6", "q6", "q6", "q5", "q8", "q8", "q5");
        Encoding quantised = new QuantiseStage(new QuantiseSettings(training, formats, QuantiseSettings.Ranges.HELD, 5))
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
    void threads_and_interruptions_change_nothing() throws Exception {
        MemoryCheckpoint.unmoved(17, new PretrainStage(settings(40)), untrained(), ToyClip::context);
    }

    @Test
    void trains_latent_numbers_and_weights_together_whatever_the_threads() throws Exception {
        TrainStage stage =
                new TrainStage(TestRuns.learning(5, 20).learnPoses(true).build());
        Encoding whole = MemoryCheckpoint.unmoved(9, stage, untrained(), ToyClip::context);
        assertThat(whole.content().latents()).isNotEqualTo(untrained().content().latents());
        assertThat(whole.content().poses().columns())
                .as("poses are learnt, too")
                .isNotEmpty();
    }

    @Test
    void refuses_archives_that_draw_from_masks() {
        assertThrown(
                IllegalArgumentException.class,
                () -> new PretrainStage(settings(1)).run(ToyClip.untrained(), context(1, Checkpoint.none())),
                "latent numbers");
    }

    @Test
    void a_base_keeps_its_weights_until_that_costs_more_than_bytes() throws Exception {
        Encoding trained =
                quantised(new PretrainStage(settings(300)).run(untrained(), context(1, Checkpoint.none())), 0);
        BaseFile base = BaseFile.parse(BaseFile.encode(trained.content()));
        Encoding begun = new Encoding(trained.truth(), Untrained.on(base, trained.truth(), 9));
        Encoding numbers = new PretrainStage(settings(200)).run(begun, context(1, Checkpoint.none()));
        assertThat(numbers.content().tensors()).isEqualTo(base.weights().tensors());
        assertThat(numbers.content().latents()).isNotEqualTo(begun.content().latents());
        assertThat(segmentation(numbers)).isLessThan(segmentation(begun));

        Encoding free = quantised(numbers, 1e-6);
        Encoding dear = quantised(numbers, 1000);
        assertThat(free.content().tensors()).isNotEqualTo(base.weights().tensors());
        assertThat(SectionCodecs.DIFFERENCES.encode(
                        dear.content().weights(), dear.content().header()))
                .hasSizeLessThan(SectionCodecs.DIFFERENCES.encode(
                                free.content().weights(), free.content().header())
                        .length);
    }

    /** @param rate how much bytes count */
    private static Encoding quantised(Encoding before, double rate) throws Exception {
        TrainSettings training = TestRuns.learning(0, 60).rate(rate).build();
        RoleFormats formats = new RoleFormats("q6", "q6", "q6", "q5", "q8", "q8", "q5");
        return new QuantiseStage(new QuantiseSettings(training, formats, QuantiseSettings.Ranges.MOVING, 5))
                .run(before, context(1, Checkpoint.none()));
    }
}
