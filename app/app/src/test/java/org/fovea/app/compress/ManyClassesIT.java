package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.Fovea;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.testkit.networks.SmallClips;
import org.fovea.testkit.networks.TinyScript;
import org.fovea.video.write.ClipSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segmentation network of nineteen classes from end to end: trained through for seconds, inflated, scored, shown. */
@Tag("slow")
class ManyClassesIT {
    private static final int CLASSES = 19;
    private static final int PAIRS = 3;
    private static final FrameSize SIZE = new FrameSize(160, 120);

    private static final String MASKS = """
            renderer: {family: compact, channels: 6, blocks: 1, fold: 4, mapChannels: 1, mapRows: 3, mapColumns: 4, \
            drawnFrame: 2}
            stages:
              - masks: {minimumRegion: 4, multipliers: [1.5]}
              - train: {warmUpSteps: 60, steps: 60, learnPoses: true, learningRate: 0.02}
              - quantise: {training: {steps: 4, learnPoses: true}}
            pack: fast
            """;

    @TempDir
    static Path folder;

    private static Path clip;
    private static Path networks;

    @BeforeAll
    static void make() throws IOException {
        clip = SmallClips.drive(folder.resolve("drive.mkv"), SIZE, PAIRS, ClipSettings.ffv1());
        // Each pixel's nearest of nineteen colours.
        TinyScript.save(folder.resolve("colours.pt"), """
                v = torch.reshape(torch.sin(torch.arange(0.0, 57.0) * 12.9), [19, 3]) * 1.1 + 1.3
                w = torch.reshape(v * 2.0, [19, 3, 1, 1])
                y = torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1]) * 0.01
                return torch.conv2d(y, w, torch.sum(v * v, [1]) * -1.0) * 4.0
                """);
        TinyScript.save(folder.resolve("means.pt"), """
                d = torch.mean(x[:, 1] - x[:, 0] * 0.9, 1, True)
                return torch.flatten(torch.adaptive_avg_pool2d(d, [2, 2]), 1)
                """);
        networks = Files.writeString(folder.resolve("networks.yaml"), """
                segmentation: {torchscript: colours.pt, input: 80x60, rgb: 0..255, frame: second}
                pose: {torchscript: means.pt, input: 80x60, rgb: 0..255, frames: both}
                """);
    }

    @Test
    void nineteen_classes_are_masked_trained_inflated_scored_and_shown() throws Exception {
        try (EvaluatorPair pair = Fovea.networks(networks.toString())) {
            assertThat(pair.segmentation().classes()).isEqualTo(CLASSES);
            Path profile = Files.writeString(folder.resolve("masks.yaml"), MASKS);
            Path archive = folder.resolve("masks.zip");
            Compressed made = Fovea.compress(clip, pair, profile.toString())
                    .archive(archive, false)
                    .run();
            assertThat(made.score().averages().segmentation()).isLessThan(0.6);
            // Frames that another process has drawn are those that this one draws.
            assertThat(Fovea.score(clip, archive, pair).averages())
                    .isEqualTo(made.score().averages());
            MaskTensor masks = MaskTensor.of(Fovea.open(archive).masks());
            assertThat(masks.shape().classes()).isEqualTo(CLASSES);
        }
    }
}
