package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.RendererFamily.Input;
import org.fovea.encode.MovingScene;
import org.fovea.encode.Stage;
import org.fovea.encode.TestRuns;
import org.fovea.encode.ToyScripts;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.start.Fit;
import org.fovea.encode.start.UnfitException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.PairReader;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives for objectives that are no pair of a segmentation and a pose network, from file to archive. */
@Tag("slow")
class ObjectiveRunTest {
    private static final int PAIRS = 3;
    private static final String VIDEO = """
            renderer: {family: filter, members: 1, hidden: 4, dilation1: 1, dilation2: 2}
            stream: {scale: 0.5, preset: 12, crf: 60}
            stages:
              - train: {warmUpSteps: 0, steps: 60, learningRate: 0.01, averaging: 0.8}
              - quantise:
                  training: {steps: 5}
                  formats: {pointwise: q8/row, bias: q8, linear: q8}
            pack: fast
            """;

    private static final String MASKS = TestRuns.COMPACT + """
            stages:
              - masks: {minimumRegion: 3, multipliers: [1], effort: fast}
              - train: {warmUpSteps: 20, steps: 60, learningRate: 0.01, averaging: 0.9, learnPoses: true}
              - quantise:
                  training: {steps: 5, learnPoses: true}
                  formats: {pointwise: q5/row, depthwise: q5, head: q5, linear: q8, embedding: q8, bias: q8}
              - poses: {rounds: 1}
              - corrections: {}
            pack: fast
            """;

    private static final String LATENT = TestRuns.LATENT + """
            stages:
              - pretrain: {steps: 100}
              - train: {warmUpSteps: 0, steps: 10}
              - quantise:
                  training: {steps: 5}
                  formats: {pointwise: q5/row, depthwise: q5, head: q5, linear: q8, embedding: q8, bias: q8}
              - poses: {rounds: 1}
              - latents: {rounds: 1}
            pack: fast
            """;

    /** A map of half the size as of depth, and a vector as of a place. */
    private static final String TWO = """
            def forward(self, x):
                y = torch.avg_pool2d(x, [2, 2], [2, 2])
                depth = torch.sum(torch.tanh((y - 100.0) * 0.01), 1, True) * 3.0 + 4.0
                v = torch.flatten(torch.adaptive_avg_pool2d(torch.tanh((y - 110.0) * 0.02), [2, 2]), 1)
                return (depth, v + 0.2)
            """;

    private static final String BOTH = """
            networks:
              - { name: depth, torchscript: two.pt, output: 0, input: 128x96, rgb: 0..255, distortion: mean-squared, \
            weight: 20 }
              - { name: place, torchscript: two.pt, output: 1, input: 64x48, rgb: 0..255, frames: second of each \
            pair, distortion: cosine, weight: 100 }
            """;

    private static final String ALONE = """
            segmentation: { torchscript: classes.pt, input: 64x48, rgb: 0..255, weights: { 0: 3 }, classes: 3 }
            pose: none
            rate: 5
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void networks() {
        ToyScripts.save(folder.resolve("two.pt"), TWO);
        ToyScripts.saveSequence(folder);
    }

    private EvaluatorPair open(String yaml) throws Exception {
        Path file = folder.resolve("objective.yaml");
        Files.writeString(file, yaml);
        return EvaluatorSelection.open(file.toString());
    }

    /** Scores of all stages, the video without a trained filter first. */
    private List<Score> run(EvaluatorPair networks, String yaml) throws Exception {
        Profile profile = TestRuns.profile(yaml);
        EncodeRun.Inputs inputs = TestRuns.inputs(networks, MovingScene.clip(PAIRS), PAIRS, 10_000, 2);
        try (RunDirectory directory = TestRuns.open(folder.resolve("run"), inputs, profile)) {
            EncodeRun.archive(directory, RunState.begin(profile, inputs), KillingWatcher.patient());
            return directory.finished().stream()
                    .map(stage -> stage.score().orElseThrow().score())
                    .toList();
        }
    }

    @Test
    void a_filter_is_trained_through_a_dense_output_and_an_embedding() throws Exception {
        try (EvaluatorPair networks = open(BOTH)) {
            List<Score> scores = run(networks, VIDEO);
            Score before = scores.getFirst();
            Score after = scores.getLast();
            assertThat(before.further())
                    .hasSize(2)
                    .allSatisfy(term -> assertThat(term).isPositive());
            assertThat(before.segmentation() + before.pose()).isZero();
            assertThat(after.withoutRate()).isLessThan(0.95 * before.withoutRate());
            verifyDepth(networks, after.further().getFirst());
        }
    }

    /** What the last stage of the run renders. */
    private DrawnPairs drawn(boolean sequence) throws Exception {
        return DrawnPairs.of(ArchiveFile.open(last()).drawable(), 1, sequence);
    }

    /** The archive of the last stage. */
    private byte[] last() throws Exception {
        try (Stream<Path> stages = Files.list(folder.resolve("run/stages"))) {
            return Files.readAllBytes(stages.max(Comparator.naturalOrder()).orElseThrow());
        }
    }

    private static List<FramePair> originals() throws Exception {
        List<FramePair> pairs = new ArrayList<>();
        try (FrameSource frames = MovingScene.clip(PAIRS).open()) {
            PairReader reader = new PairReader(frames, false);
            for (FramePair pair = reader.next(); pair != null; pair = reader.next()) {
                pairs.add(pair);
            }
        }
        assertThat(pairs).hasSize(PAIRS);
        return pairs;
    }

    /** What the run says of the dense output is what the network says of the archive's frames. */
    private void verifyDepth(EvaluatorPair networks, double points) throws Exception {
        DrawnPairs drawn = drawn(false);
        FurtherNetwork depth = networks.further().getFirst();
        double sum = 0;
        int pair = 0;
        for (FramePair original : originals()) {
            sum += depth.distortion(depth.answer(original), depth.answer(drawn.draw(pair++)));
        }
        // Added up in another order.
        assertThat(20 * (sum / PAIRS)).isCloseTo(points, within(1e-9));
    }

    @Test
    void one_network_with_weighted_classes_is_enough() throws Exception {
        try (EvaluatorPair networks = open(ALONE)) {
            List<Score> scores = run(networks, VIDEO);
            assertThat(scores.getLast().segmentation())
                    .isLessThan(scores.getFirst().segmentation());
            assertThat(scores.getLast().pose()).isZero();
            long bytes = Files.size(folder.resolve("run/stages/03-quantise.zip"));
            assertThat(scores.getLast().rate()).isEqualTo(bytes * (5 / 10_000.0));
        }
    }

    @Test
    void a_sequence_is_trained_and_measured_on_every_frame_and_every_step() throws Exception {
        try (EvaluatorPair networks = open(ToyScripts.SEQUENCE)) {
            List<Score> scores = run(networks, VIDEO);
            assertThat(scores.getLast().withoutRate())
                    .isLessThan(0.9 * scores.getFirst().withoutRate());
            DrawnPairs drawn = drawn(true);
            assertThat(drawn.draw(0).before()).isNull();
            assertThat(drawn.draw(1).before()).isEqualTo(drawn.draw(0).second());
            double sum = 0;
            int pair = 0;
            for (FramePair original : originals()) {
                sum += networks.pose()
                        .distortion(
                                networks.pose().pose(original), networks.pose().pose(drawn.draw(pair++)));
            }
            assertThat(Math.sqrt(10 * (sum / PAIRS))).isCloseTo(scores.getLast().pose(), within(1e-9));
        }
    }

    /** Share of the pixels of class 0 in the original that the network still sees in what the run's archive draws. */
    private double recall(EvaluatorPair networks) throws Exception {
        DrawnPairs drawn = drawn(false);
        long all = 0;
        long seen = 0;
        int pair = 0;
        for (FramePair original : originals()) {
            byte[] wanted = networks.segmentation().classMaps(original);
            byte[] found = networks.segmentation().classMaps(drawn.draw(pair++));
            for (int i = 0; i < wanted.length; i++) {
                all += wanted[i] == 0 ? 1 : 0;
                seen += wanted[i] == 0 && found[i] == 0 ? 1 : 0;
            }
        }
        return (double) seen / all;
    }

    @Test
    void masks_and_latent_numbers_serve_a_segmentation_network_alone_and_recall_a_weighted_class_better()
            throws Exception {
        for (String profile : List.of(MASKS, LATENT)) {
            List<Double> recalls = new ArrayList<>();
            for (String weights : List.of("", "weights: { 0: 20 }, ")) {
                try (EvaluatorPair networks = open(ALONE.replace("weights: { 0: 3 }, ", weights))) {
                    List<Score> scores = run(networks, profile);
                    assertThat(scores.getLast().segmentation())
                            .isLessThan(scores.getFirst().segmentation());
                    assertThat(scores)
                            .allSatisfy(score -> assertThat(score.pose()).isZero());
                    recalls.add(recall(networks));
                }
                Files.move(folder.resolve("run"), folder.resolve("run" + profile.length() + weights.length()));
            }
            assertThat(recalls.getLast()).as("%s", recalls).isGreaterThan(recalls.getFirst());
        }
    }

    private static final String ALL = """
            segmentation: { torchscript: classes.pt, input: 64x48, rgb: 0..255 }
            pose: { torchscript: pose.pt, input: 64x48, rgb: 0..255 }
            """ + BOTH;

    private void putAside(String profile) throws Exception {
        Files.move(folder.resolve("run"), folder.resolve("run" + profile.length()));
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("run/log.txt"));
    }

    @Test
    void latent_numbers_serve_an_objective_without_a_segmentation_network() throws Exception {
        String second = BOTH.replace("rgb: 0..255, distortion", "rgb: 0..255, frames: second of each pair, distortion");
        for (String yaml : List.of(BOTH, second)) {
            try (EvaluatorPair networks = open(yaml)) {
                List<Score> scores = run(networks, LATENT.replace("steps: 10}", "steps: 100}") + "seed: 2\n");
                assertThat(scores.get(1).withoutRate())
                        .as("small pictures are learnt: %s", scores)
                        .isLessThan(0.5 * scores.getFirst().withoutRate());
                assertThat(scores.get(2).withoutRate())
                        .isLessThan(0.9 * scores.get(1).withoutRate());
                assertThat(scores.getLast().total())
                        .isLessThanOrEqualTo(scores.get(3).total());
            }
            assertThat(log())
                    .contains("pretrain: on small pictures")
                    .contains(yaml.equals(BOTH) ? "in coarser steps" : "poses: passed over, since there is no pose");
            ArchiveHeader header = ArchiveFile.open(last()).archive().header();
            assertThat(header.coded().width()).isEqualTo(128);
            assertThat(header.coded().hasMasks()).isFalse();
            if (yaml.equals(second)) { // no network looks at the first frame
                DrawnPairs drawn = drawn(false);
                assertThat(drawn.draw(0).first()).isEqualTo(drawn.draw(0).second());
            }
            putAside(yaml);
        }
    }

    @Test
    void masks_and_latent_numbers_are_trained_through_further_networks() throws Exception {
        for (String profile : List.of(MASKS, LATENT)) {
            List<List<Score>> runs = new ArrayList<>();
            for (String yaml : List.of(ALL, ALL.replace("weight: 20 ", "weight: 0.001 "))) {
                try (EvaluatorPair networks = open(yaml)) {
                    List<Score> scores = run(networks, profile);
                    assertThat(scores)
                            .allSatisfy(score -> assertThat(score.further())
                                    .hasSize(2)
                                    .allSatisfy(term -> assertThat(term).isPositive()));
                    assertThat(scores.getLast().withoutRate())
                            .isLessThan(scores.getFirst().withoutRate());
                    assertThat(log()).contains("poses: with all networks of the objective, score ");
                    runs.add(scores);
                    putAside(profile + yaml);
                }
            }
            double wanted = runs.getFirst().getLast().further().getFirst();
            double ignored = runs.getLast().getLast().further().getFirst() * 20 / 0.001;
            assertThat(wanted).as("%s", runs).isLessThan(ignored);
        }
    }

    @Test
    void masks_and_latent_numbers_serve_sequences_and_pass_over_what_judges_pairs() throws Exception {
        for (String profile : List.of(MASKS, LATENT)) {
            try (EvaluatorPair networks = open(ToyScripts.SEQUENCE)) {
                List<Score> scores = run(networks, profile);
                assertThat(scores.getLast().withoutRate())
                        .isLessThan(0.9 * scores.getFirst().withoutRate());
                assertThat(log()).contains("in coarser steps").doesNotContain("poses: passed over");
                RendererContent content = ArchiveFile.open(last()).content();
                assertThat(content.header().poseDimensions()).isEqualTo(24);
                assertThat(content.header().latentRows()).isEqualTo(profile.equals(LATENT) ? 2 * PAIRS : PAIRS);
                DrawnPairs drawn = DrawnPairs.of(content, 1, true);
                assertThat(drawn.draw(0).before()).isNull();
                assertThat(drawn.draw(2).before()).isEqualTo(drawn.draw(1).second());
                if (profile.equals(MASKS)) {
                    assertThat(log())
                            .contains("corrections: passed over, since it judges pairs one by one and the objective's"
                                    + " frames are a sequence");
                    // Ten steps of the other profile do not teach every processor's network to follow a pose, and
                    // coarser steps may leave each frame of a pair the same pose.
                    byte[] trained = Files.readAllBytes(folder.resolve("run/stages/04-quantise.zip"));
                    FramePair pair = DrawnPairs.of(ArchiveFile.open(trained).drawable(), 1, true)
                            .draw(2);
                    assertThat(pair.first()).isNotEqualTo(pair.second());
                }
            }
            putAside(profile);
        }
    }

    @Test
    void profiles_that_cannot_follow_name_the_one_that_can() throws Exception {
        try (EvaluatorPair further = open(BOTH);
                EvaluatorPair sequence = open(ToyScripts.SEQUENCE);
                EvaluatorPair alone = open(ALONE)) {
            Fit.verifyObjective(Input.VIDEO, Stage.Sight.EVERYTHING, further);
            Fit.verifyObjective(Input.LATENTS, Stage.Sight.EVERYTHING, further);
            refused(Input.MASKS, Stage.Sight.EVERYTHING, further);
            refused(Input.LATENTS, Stage.Sight.PAIRS, further);
            Fit.verifyObjective(Input.MASKS, Stage.Sight.EVERYTHING, sequence);
            refused(Input.MASKS, Stage.Sight.PAIRS, sequence);
            Fit.verifyObjective(Input.MASKS, Stage.Sight.PAIRS, alone);
        }
    }

    private static void refused(Input input, Stage.Sight most, EvaluatorPair networks) {
        assertThatThrownBy(() -> Fit.verifyObjective(input, most, networks))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("take --profile standard/latent or standard/video")
                .hasMessageNotContaining("\n");
    }
}
