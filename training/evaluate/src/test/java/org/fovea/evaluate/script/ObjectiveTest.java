package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.GivenFrames;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.Scorer;
import org.fovea.evaluate.selftest.Check;
import org.fovea.evaluate.selftest.SelfTest;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthKey;
import org.fovea.evaluate.truth.TruthReader;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveTest extends PairFiles {
    private static final FrameSize SIZE = new FrameSize(65, 50);
    private static final List<FramePair> FRAMES = SyntheticPairs.of(SIZE, 2, 3);
    private static final String PIXELS = "input: 64x48, rgb: 0..255";
    private static final String SEGMENTATION = "segmentation: { torchscript: seg.pt, " + PIXELS + " }\n";
    private static final String POSE = "pose: { torchscript: pose.pt, " + PIXELS + " }\n";

    /** Depth of half the size, and a vector of five numbers, as a tuple. */
    private static final String TWO = """
            def forward(self, x):
                y = torch.avg_pool2d(x, [2, 2], [2, 2])
                depth = torch.sum(torch.tanh((y - 100.0) * 0.01), 1, True) * 3.0 + 4.0
                v = torch.flatten(torch.adaptive_avg_pool2d(torch.conv2d(torch.tanh((y - 110.0) * 0.02), self.w), \
            [2, 2]), 1)
                return (depth, v + 0.2)
            """;

    private static final String DICTIONARY =
            TWO.replace("return (depth, v + 0.2)", "return {\"depth\": depth, \"v\": v}");

    private static final String NETWORKS = """
            networks:
              - { name: depth, torchscript: two.pt, output: 0, %1$s, frames: every frame, distortion: mean-squared, \
            mask: { above: 1 }, weight: 2 }
              - { name: place, torchscript: two.pt, output: 1, %1$s, frames: second of each pair, distortion: \
            cosine, weight: 10, term: root }
            """.formatted(PIXELS);

    @BeforeEach
    void networks() {
        TinyNetworks.segmentation(folder);
        TinyNetworks.pose(folder);
        TinyNetworks.save(folder, "two.pt", TWO);
        TinyNetworks.save(folder, "dictionary.pt", DICTIONARY);
    }

    @Test
    void one_network_is_enough() throws IOException {
        try (ScriptPair alone = open(SEGMENTATION + "pose: none\n");
                ScriptPair both = open(SEGMENTATION + POSE)) {
            PairAnswer answer = alone.answer(FRAMES.getFirst());
            assertThat(answer.classes())
                    .isEqualTo(both.answer(FRAMES.getFirst()).classes());
            assertThat(answer.pose()).containsExactly(0f);
            assertThat(alone.pose().present()).isFalse();
            assertThat(alone.identity().name()).isEqualTo("seg");
            assertThat(alone.identity().hash()).isNotEqualTo(both.identity().hash());
            assertThat(ScoreFormula.of(alone)).isEqualTo(ScoreFormula.COMMA);
            assertThat(ScoreObjective.of(alone).pose()).isEmpty();
            assertThat(ScoreObjective.of(both).challenge()).isTrue();
        }
        try (ScriptPair alone = open("segmentation: none\n" + POSE)) {
            assertThat(alone.answer(FRAMES.getFirst()).classes()).containsExactly(0);
            assertThat(alone.answer(FRAMES.getFirst()).pose()).hasSize(4);
        }
        assertThrown(FormatException.class, () -> open("segmentation: none\npose: none\n"), "at least one network");
    }

    @Test
    void terms_follow_the_file() throws IOException {
        String priced = SEGMENTATION.replace(" }", ", weight: 7 }") + POSE.replace(" }", ", weight: 3, term: linear }")
                + "rate: 0.5\n" + NETWORKS;
        try (ScriptPair objective = open(priced)) {
            ScoreFormula formula = ScoreFormula.of(objective);
            Score score = formula.score(new Distortion(0.5, 2, List.of(3.0, 0.4)), 1);
            assertThat(score.segmentation()).isEqualTo(3.5);
            assertThat(score.pose()).isEqualTo(6);
            assertThat(score.further()).containsExactly(6.0, 2.0);
            assertThat(score.total()).isEqualTo(3.5 + 6 + 1 + 8);
            assertThat(formula.pointsPerByte(1000)).isEqualTo(0.0005);
            assertThat(ScoreObjective.of(objective).formula()).isEqualTo(formula);
        }
    }

    @Test
    void outputs_of_tuples_and_dictionaries_are_chosen() throws IOException {
        String chosen = NETWORKS.replace("two.pt, output: 0", "dictionary.pt, output: depth");
        try (ScriptPair tuple = open(NETWORKS);
                ScriptPair dictionary = open(chosen)) {
            FurtherNetwork depth = tuple.further().getFirst();
            assertThat(depth.outputs()).isEqualTo(2 * 32 * 24);
            assertThat(tuple.further().getLast().outputs()).isEqualTo(12);
            assertThat(dictionary.further().getFirst().answer(FRAMES.getFirst()))
                    .isEqualTo(depth.answer(FRAMES.getFirst()));
            assertThat(dictionary.identity().hash())
                    .isNotEqualTo(tuple.identity().hash());
        }
        assertThrown(
                FormatException.class,
                () -> open(NETWORKS.replace("output: 1,", "output: 2,")),
                "it returns no output '2', but 0 [1, 1, 24, 32], 1 [1, 12]; name one of them");
        assertThrown(
                FormatException.class, () -> open(NETWORKS.replace("output: 1,", "")), "name the output that counts");
        assertThrown(
                FormatException.class, () -> open(chosen.replace("output: depth", "output: flow")), "no output 'flow'");
    }

    @Test
    void errors_of_angles_are_the_short_way_round() throws Exception {
        TinyNetworks.save(
                folder,
                "pose.pt",
                "def forward(self, x):\n"
                        + "    return torch.mean(torch.flatten(x, 1), 1, True) * (358.0 / 255.0) + 1.0\n");
        String angle = "segmentation: none\n" + POSE.replace(" }", ", distortion: angle, of: degrees }");
        byte[] black = new byte[SIZE.rgbBytes()];
        byte[] white = new byte[SIZE.rgbBytes()];
        Arrays.fill(white, (byte) 255);
        try (ScriptPair pairs = open(angle);
                ScriptPair sequence = open("frames: sequence\n" + angle.replace(" }", ", output-scale: [2] }"))) {
            PairResult result = new Scorer(pairs)
                    .run(
                            TruthReader.of(pairs, new GivenFrames(SIZE, List.of(white, white)), 2),
                            new GivenFrames(SIZE, List.of(black, black)),
                            ScoreOptions.all(1))
                    .pairs()
                    .getFirst();
            assertThat(result.pose()).isCloseTo(4, within(1e-3));
            assertThat(result.squaredErrors()[0]).isCloseTo(4, within(1e-3));
            assertThat(sequence.pose().difference(1, new float[] {0, 179.5f}, new float[2]))
                    .isEqualTo(-0.5);
        }
    }

    /** Both pairs, frame by frame. */
    private static FrameSource clip() {
        return new GivenFrames(
                SIZE,
                FRAMES.stream()
                        .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                        .toList());
    }

    @Test
    void what_further_networks_say_about_an_original_is_remembered() throws Exception {
        try (ScriptPair objective = open(NETWORKS)) {
            TruthKey key = new TruthKey("c1".repeat(32), objective.identity().hash(), "drawn", "any");
            TruthSource source = new TruthSource(objective, ObjectiveTest::clip, 2L * FRAMES.size(), key)
                    .cached(new GroundTruthCache(folder.resolve("cache")), note -> {
                        throw new AssertionError(note);
                    });
            GroundTruth computed = source.complete(2, done -> {}).truth().orElseThrow();
            try (TruthReader reader = source.open()) {
                assertThat(reader.remembered()).isTrue();
                for (int pair = 0; pair < FRAMES.size(); pair++) {
                    float[] known = objective.answer(FRAMES.get(pair)).further();
                    assertThat(known).hasSize(2 * 32 * 24 + 12);
                    assertThat(reader.next().get().further()).isEqualTo(known);
                    assertThat(computed.answer(pair).further()).isEqualTo(known);
                }
                assertThat(reader.next()).isNull();
            }
            assertThat(source.read(source.toBytes(computed))
                            .orElseThrow()
                            .further()
                            .getLast())
                    .isEqualTo(computed.further().getLast());
        }
    }

    @Test
    void training_sees_what_a_score_sees() throws IOException {
        try (ScriptPair objective = open(NETWORKS)) {
            for (FurtherNetwork network : objective.further()) {
                float[] wanted = network.answer(FRAMES.getFirst());
                double lost = network.distortion(wanted, network.answer(FRAMES.getLast()));
                assertThat(lost).isPositive();
                assertThat(network.distortion(wanted, wanted)).isZero();
                double trained = TorchRuntime.scoring(() -> {
                    try (PointerScope scope = new PointerScope()) {
                        return network.loss(
                                        Optional.empty(),
                                        frame(FRAMES.getLast().first()),
                                        frame(FRAMES.getLast().second()),
                                        wanted)
                                .item_double();
                    }
                });
                assertThat(trained).isCloseTo(lost, within(1e-4 * lost));
            }
        }
    }

    private static Tensor frame(byte[] rgb) {
        return Tensors.ofFrames(SIZE, List.of(rgb));
    }

    @Test
    void the_self_test_follows_gradients_through_every_network() throws IOException {
        try (ScriptPair objective = open(NETWORKS)) {
            var report = SelfTest.run(objective, FRAMES, 1, name -> {});
            assertThat(report.checks())
                    .filteredOn(check -> check.outcome() == Check.Outcome.FAILS)
                    .isEmpty();
            assertThat(report.checks())
                    .extracting(Check::name)
                    .contains("depth: gradient along itself", "place: gradient along itself", "place: range");
        }
    }

    @Test
    void merged_ignored_and_weighted_classes_change_the_distortion_alone() throws IOException {
        String rule = ", classes: [a, b, c], merge: { ab: [a, b], c: c }, weights: { ab: 2 } }";
        try (ScriptPair plain = open(SEGMENTATION + "pose: none\n");
                ScriptPair merged = open(SEGMENTATION.replace(" }", rule) + "pose: none\n")) {
            byte[] three = plain.segmentation().classMaps(FRAMES.getFirst());
            byte[] two = merged.segmentation().classMaps(FRAMES.getFirst());
            for (int i = 0; i < three.length; i++) {
                assertThat(two[i]).isEqualTo((byte) (three[i] == 2 ? 1 : 0));
            }
            assertThat(merged.segmentation().classes()).isEqualTo(2);
            assertThat(merged.segmentation().classNames()).containsExactly("ab", "c");
            assertThat(merged.segmentation().classWeights()).containsExactly(2.0, 1.0);
            byte[] wrong = two.clone();
            wrong[0] = (byte) (1 - wrong[0]);
            double all = 0;
            for (byte id : two) {
                all += id == 0 ? 2 : 1;
            }
            assertThat(merged.segmentation().distortion(two, wrong))
                    .isCloseTo((two[0] == 0 ? 2 : 1) / all, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [a, b, c] | ignore: [b]
            3         | weights: { 1: 0, 2: 5 }
            """)
    void classes_of_further_networks_can_be_ignored(String classes, String rule) throws IOException {
        String road = "networks:\n  - { torchscript: seg.pt, " + PIXELS + ", distortion: differing-pixels, classes: "
                + classes + ", " + rule + ", weight: 1 }\n";
        try (ScriptPair objective = open(road)) {
            FurtherNetwork network = objective.further().getFirst();
            float[] a = new float[network.outputs()];
            float[] b = new float[network.outputs()];
            Arrays.fill(b, 1);
            assertThat(network.distortion(b, a)).isZero();
            assertThat(network.distortion(a, b)).isEqualTo(1);
        }
    }

    @Test
    void a_sequence_is_seen_frame_by_frame_and_step_by_step() throws IOException {
        FramePair before = FRAMES.getFirst();
        FramePair pair =
                new FramePair(SIZE, FRAMES.getLast().first(), FRAMES.getLast().second(), before.second());
        FramePair between = new FramePair(SIZE, before.second(), pair.first());
        String counted = POSE.replace(" }", ", counted: [2, 0] }");
        String flow = NETWORKS.replace("second of each pair", "consecutive frames")
                .replace("output: 1, ", "")
                .replace("place, torchscript: two.pt", "place, torchscript: pose.pt");
        try (ScriptPair sequence = open("frames: sequence\n" + SEGMENTATION + counted + flow);
                ScriptPair pairs = open(SEGMENTATION.replace(" }", ", frame: both }") + counted)) {
            assertThat(sequence.sequence()).isTrue();
            assertThat(sequence.identity().hash()).isNotEqualTo(pairs.identity().hash());
            assertThat(sequence.answer(pair).classes())
                    .isEqualTo(pairs.answer(pair).classes());
            float[] inside = pairs.pose().pose(pair);
            float[] step = pairs.pose().pose(between);
            assertThat(sequence.pose().counted()).isEqualTo(4);
            assertThat(sequence.pose().pose(pair))
                    .containsExactly(inside[0], inside[1], step[0], step[1], inside[2], inside[3], step[2], step[3]);
            float[] nothing = new float[8];
            assertThat(sequence.pose().distortion(sequence.pose().pose(pair), nothing))
                    .isEqualTo((pairs.pose().distortion(inside, new float[4])
                                    + pairs.pose().distortion(step, new float[4]))
                            / 2);
            FurtherNetwork place = sequence.further().getLast();
            float[] first = place.answer(before);
            assertThat(place.answer(pair)).hasSize(8);
            assertThat(first).hasSize(8).endsWith(0f, 0f, 0f, 0f);
            assertThat(place.distortion(first, first)).isZero();
        }
        assertThrown(
                FormatException.class,
                () -> open("frames: sequence\n" + SEGMENTATION.replace(" }", ", frame: first }") + POSE),
                "looks at every frame");
    }

    @Test
    void poses_are_compared_as_told() throws IOException {
        float[] a = {1, 2, 3, 4};
        float[] b = {1, 2, 3, 6};
        try (ScriptPair absolute =
                        open(SEGMENTATION + POSE.replace(" }", ", distortion: mean-absolute, counted: [3] }"));
                ScriptPair angle = open(SEGMENTATION + POSE.replace(" }", ", distortion: angle, of: quaternions }"))) {
            assertThat(absolute.pose().distortion(new float[] {4, 1, 2, 3}, new float[] {6, 1, 2, 3}))
                    .isEqualTo(2);
            assertThat(absolute.pose().comparison()).isEqualTo("mean-absolute");
            assertThat(angle.pose().distortion(a, b)).isPositive();
            assertThat(angle.pose().unit()).isEqualTo("square radians");
        }
    }

    /** What is replaced, by what, and what the message must hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            weight: 2       | weight: 0          | '0' is not above 0
            weight: 2       | term: root         | a term without a weight; add weight
            above: 1        | above: 1, below: 0 | no value is above 1.0 and below 0.0
            cosine          | iou                | 'iou' is not one of mean-squared, mean-absolute, huber, cosine, \
            angle, differing-pixels
            name: place     | name: depth        | two networks are named 'depth'
            every frame     | consecutive frames | write frames: pairs
            every frame     | all                | 'all' is not one of every frame, first of each pair
            distortion: cosine | distortion: differing-pixels | differing-pixels needs logits
            "output: 0, input" | "output: x, input" | it returns no output 'x', but 0 [1, 1, 24, 32], 1 [1, 12]
            """)
    void mistakes_are_named(String was, String is, String message) {
        assertThat(NETWORKS).contains(was);
        assertThrown(FormatException.class, () -> open(NETWORKS.replace(was, is)), message);
    }

    @Test
    void everything_that_counts_is_in_the_identity() throws IOException {
        String[][] changes = {
            {"above: 1", "above: 2"},
            {"weight: 2", "weight: 3"},
            {"term: root", "term: linear"},
            {"every frame", "first of each pair"},
            {"distortion: cosine", "distortion: mean-absolute"},
            {"output: 1", "output: 0"}
        };
        Optional<String> plain;
        try (ScriptPair pair = open(NETWORKS)) {
            plain = Optional.of(pair.identity().hash());
        }
        for (String[] change : changes) {
            try (ScriptPair pair = open(NETWORKS.replace(change[0], change[1]))) {
                assertThat(pair.identity().hash()).as(change[1]).isNotEqualTo(plain.get());
            }
        }
        try (ScriptPair pair = open(NETWORKS.replace("name: depth", "name: other"))) {
            assertThat(pair.identity().hash()).isEqualTo(plain.get());
        }
    }
}
