package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.fovea.app.Fovea;
import org.fovea.app.inflate.InflatedPair;
import org.fovea.app.inflate.InflatedPairs;
import org.fovea.app.open.Opened;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
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

    private static final String LATENTS = """
            renderer: {family: latent, latentNumbers: 4, channels: 8, blocks: 1, fold: 4, mapChannels: 1, mapRows: \
            3, mapColumns: 4, planes: 2, planeRows: 3, planeColumns: 4, drawnFrame: 2}
            stages:
              - pretrain: {steps: 60}
              - quantise:
                  latentBits: 6
                  formats: {depthwise: q6, pointwise: q6, head: q6, embedding: q5, linear: q5, bias: q8}
                  training: {steps: 20, learnPoses: true, learningRate: 0.01}
            pack: fast
            """;

    @TempDir
    static Path folder;

    private static Path clip;
    private static Path networks;

    @BeforeAll
    static void make() throws IOException {
        clip = folder.resolve("drive.mkv");
        DriveSettings settings = new DriveSettings(SIZE, 2L * PAIRS, 3, TimeOfDay.DAY);
        try (SyntheticDrive drive = new SyntheticDrive(settings);
                ClipWriter writer = ClipWriter.create(
                        clip, SIZE, new FrameRate(DriveSettings.FRAMES_PER_SECOND, 1), ClipSettings.ffv1(), false)) {
            byte[] rgb = new byte[SIZE.rgbBytes()];
            while (drive.next(rgb)) {
                writer.write(rgb);
            }
            writer.commit();
        }
        save("colours.pt", """
                def forward(self, x):
                    y = torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1]) * 0.01
                    return torch.conv2d(y, self.w, self.b) * 4.0
                """);
        save("means.pt", """
                def forward(self, x):
                    return torch.flatten(torch.adaptive_avg_pool2d(torch.mean(x[:, 1] - x[:, 0] * 0.9, 1, True), [2, \
                2]), 1)
                """);
        networks = Files.writeString(folder.resolve("networks.yaml"), """
                segmentation: {torchscript: colours.pt, input: 80x60, rgb: 0..255, frame: second}
                pose: {torchscript: means.pt, input: 80x60, rgb: 0..255, frames: both}
                """);
    }

    /** {@code w} and {@code b} give each pixel the nearest of nineteen colours. */
    private static void save(String name, String source) {
        TorchRuntime.load();
        Random random = new Random(19);
        float[] w = new float[CLASSES * 3];
        float[] b = new float[CLASSES];
        for (int i = 0; i < w.length; i++) {
            float value = 0.2f + 2.2f * random.nextFloat();
            w[i] = 2 * value;
            b[i / 3] -= value * value;
        }
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("__torch__.Toy"));
            module.register_buffer("w", Tensors.of(w, CLASSES, 3, 1, 1));
            module.register_buffer("b", Tensors.of(b, CLASSES));
            module.define(source);
            module.save(folder.resolve(name).toString());
        }
    }

    private static Compressed compressed(EvaluatorPair pair, String name, String profile) throws Exception {
        Path yaml = Files.writeString(folder.resolve(name + ".yaml"), profile);
        Path archive = folder.resolve(name + ".zip");
        Compressed made = Fovea.compress(clip, pair, yaml.toString())
                .archive(archive, false)
                .run();
        // Frames that another process has drawn are those that this one draws.
        assertThat(Fovea.score(clip, archive, pair).averages())
                .isEqualTo(made.score().averages());
        int drawn = 0;
        try (InflatedPairs pairs = Fovea.inflate(archive).open()) {
            for (InflatedPair each : pairs) {
                assertThat(each.frames().second()).hasSize(SIZE.rgbBytes());
                drawn++;
            }
        }
        assertThat(drawn).isEqualTo(PAIRS);
        return made;
    }

    @Test
    void nineteen_classes_are_masked_trained_inflated_scored_and_shown() throws Exception {
        try (EvaluatorPair pair = Fovea.networks(networks.toString())) {
            assertThat(pair.segmentation().classes()).isEqualTo(CLASSES);
            Compressed made = compressed(pair, "masks", MASKS);
            assertThat(made.score().averages().segmentation()).isLessThan(0.6);
            Opened opened = Fovea.open(folder.resolve("masks.zip"));
            MaskTensor masks = MaskTensor.of(opened.masks());
            assertThat(masks.shape().classes()).isEqualTo(CLASSES);
        }
    }

    @Test
    void nineteen_classes_are_drawn_from_latent_numbers() throws Exception {
        try (EvaluatorPair pair = Fovea.networks(networks.toString())) {
            Compressed made = compressed(pair, "latents", LATENTS);
            assertThat(made.score().averages().segmentation()).isLessThan(0.8);
            assertThat(Fovea.open(folder.resolve("latents.zip")).header().hasLatents())
                    .isTrue();
        }
    }
}
