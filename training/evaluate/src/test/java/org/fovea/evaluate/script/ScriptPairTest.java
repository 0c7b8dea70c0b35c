package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.pixel.ColourPlanes;
import org.fovea.evaluate.pixel.FramePixels;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptPairTest extends PairFiles {
    private static final FrameSize SIZE = new FrameSize(65, 50);
    private static final FramePair FRAMES = SyntheticPairs.of(SIZE, 1, 3).getFirst();
    private static final String SEGMENTATION = "segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }\n";
    private static final String POSE = "pose: { torchscript: pose.pt, input: native, rgb: 0..255 }\n";

    @BeforeEach
    void networks() {
        TinyNetworks.segmentation(folder);
        TinyNetworks.pose(folder);
    }

    private <T> T with(String yaml, Function<ScriptPair, T> use) throws IOException {
        try (ScriptPair pair = open(yaml);
                PointerScope scope = new PointerScope()) {
            return use.apply(pair);
        }
    }

    private String hash(String yaml) throws IOException {
        return with(yaml, pair -> pair.identity().hash());
    }

    private float[] pose(String yaml) throws IOException {
        return with(yaml, pair -> pair.pose().pose(FRAMES));
    }

    @Test
    void shapes_that_are_not_told_are_found_out() throws IOException {
        try (ScriptPair pair = open(SEGMENTATION + POSE)) {
            assertThat(pair.segmentation().classes()).isEqualTo(3);
            assertThat(pair.segmentation().rows()).isEqualTo(48);
            assertThat(pair.segmentation().columns()).isEqualTo(64);
            assertThat(pair.pose().outputs()).isEqualTo(4);
            assertThat(pair.pose().counted()).isEqualTo(4);
            assertThat(pair.identity().name()).isEqualTo("seg + pose");
            assertThat(pair.identity().official()).isFalse();
            assertThat(pair.answer(FRAMES).classes()).hasSize(64 * 48).containsOnly(0, 1, 2);
        }
    }

    @Test
    void a_band_of_rows_is_seen_as_in_the_whole_but_for_its_edges() throws IOException {
        with(SEGMENTATION + POSE, pair -> {
            float[] pixels = TinyNetworks.pixels(3 * 48 * 64);
            Tensor prepared = Tensors.of(pixels, 1, 3, 48, 64);
            Tensor whole = pair.segmentation().logits(prepared);
            Tensor band = pair.segmentation()
                    .bandLogits(prepared.narrow(2, 16, 32), false)
                    .orElseThrow();
            assertThat(Tensors.shape(band)).containsExactly(1, 3, 32, 64);
            // Its blur reaches one row.
            assertThat(Tensors.floats(band.narrow(2, 1, 31)))
                    .containsExactly(Tensors.floats(whole.narrow(2, 17, 31)), within(1e-5f));
            return null;
        });
    }

    @Test
    void networks_that_count_on_all_rows_have_no_bands() throws IOException {
        TinyNetworks.save(folder, "seg.pt", """
                def forward(self, x):
                    return torch.conv2d((x.reshape([1, 3, 48, 64]) - 110.0) * 0.02, self.w)
                """);
        with(SEGMENTATION + POSE, pair -> {
            Tensor prepared = Tensors.of(new float[3 * 48 * 64], 1, 3, 48, 64);
            assertThat(pair.segmentation().bandLogits(prepared.narrow(2, 16, 32), true))
                    .isEmpty();
            assertThat(pair.segmentation().bandLogits(prepared.narrow(2, 16, 32), false))
                    .isEmpty();
            return null;
        });
    }

    /** The class map against plain Java: resize, blur, colours, the first of equal largest. */
    @Test
    void class_maps_are_what_the_network_says() throws IOException {
        byte[] found = with(SEGMENTATION + POSE, pair -> pair.segmentation().classMaps(FRAMES));
        var planes = FramePixels.resized(FRAMES.second(), SIZE, 48, 64);
        double[][] weights = {{1, -0.5, 0.2}, {-0.3, 1, -0.6}, {-0.7, 0.1, 1}};
        int differing = 0;
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                double[] activation = new double[3];
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (int dy = -1; dy <= 1; dy++) {
                        for (int dx = -1; dx <= 1; dx++) {
                            boolean inside = y + dy >= 0 && y + dy < 48 && x + dx >= 0 && x + dx < 64;
                            sum += inside ? planes.at(c, y + dy, x + dx) : 0;
                        }
                    }
                    activation[c] = Math.tanh((sum / 9 - 110) * 0.02);
                }
                int best = 0;
                double most = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < 3; k++) {
                    double logit = 0;
                    for (int c = 0; c < 3; c++) {
                        logit += weights[k][c] * activation[c];
                    }
                    if (logit > most) {
                        most = logit;
                        best = k;
                    }
                }
                differing += best == found[y * 64 + x] ? 0 : 1;
            }
        }
        // Float against double may turn a tie.
        assertThat(differing).isLessThanOrEqualTo(1);
    }

    @Test
    void both_frames_give_two_maps() throws IOException {
        byte[] both = with(
                SEGMENTATION.replace(" }", ", frames: both }") + POSE,
                p -> p.segmentation().classMaps(FRAMES));
        byte[] first = with(
                SEGMENTATION.replace(" }", ", frame: first }") + POSE,
                p -> p.segmentation().classMaps(FRAMES));
        byte[] second = with(SEGMENTATION + POSE, p -> p.segmentation().classMaps(FRAMES));

        assertThat(both).hasSize(2 * 64 * 48).startsWith(first).endsWith(second);
        assertThat(first).isNotEqualTo(second);
    }

    private float[] prepared(String colours) throws IOException {
        String yaml = "pose: { torchscript: pose.pt, input: 64x48, frames: second, outputs: 4, " + colours + " }\n";
        // A network that takes whatever it gets.
        TinyNetworks.save(
                folder, "pose.pt", "def forward(self, x):\n    return torch.mean(x) * torch.ones(4).unsqueeze(0)\n");
        return with(SEGMENTATION + yaml, pair -> {
            Tensor frame = Tensors.ofFrames(SIZE, List.of(FRAMES.second()));
            return Tensors.floats(pair.pose().prepare(frame, frame));
        });
    }

    @Test
    void pixels_are_prepared_as_described() throws IOException {
        float[] rgb = FramePixels.resized(FRAMES.second(), SIZE, 48, 64).values();
        int plane = 64 * 48;

        assertThat(prepared("rgb: 0..255")).isEqualTo(rgb);
        float[] bgr = prepared("bgr: 0..255");
        float[] grey = prepared("grey: 0..255");
        float[] normal = prepared("rgb: { range: 0..1, mean: [0.1, 0.2, 0.3], std: [0.5, 0.25, 2] }");
        assertThat(grey).hasSize(plane);
        for (int i = 0; i < plane; i++) {
            assertThat(bgr[i]).isEqualTo(rgb[2 * plane + i]);
            assertThat(bgr[2 * plane + i]).isEqualTo(rgb[i]);
            assertThat((double) grey[i])
                    .isCloseTo(0.299 * rgb[i] + 0.587 * rgb[plane + i] + 0.114 * rgb[2 * plane + i], within(1e-4));
            assertThat((double) normal[i]).isCloseTo((rgb[i] / 255.0 - 0.1) / 0.5, within(1e-5));
            assertThat((double) normal[2 * plane + i]).isCloseTo((rgb[2 * plane + i] / 255.0 - 0.3) / 2, within(1e-5));
        }
        assertThat(prepared("yuv6: 0..255"))
                .isEqualTo(ColourPlanes.of(FramePixels.resized(FRAMES.second(), SIZE, 48, 64))
                        .values());
    }

    @Test
    void antialiasing_keeps_the_mean_where_bilinear_skips_pixels() throws IOException {
        byte[] stripes = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i / 3 % SIZE.width() % 5 == 0 ? 250 : 0);
        }
        FramePair pair = new FramePair(SIZE, stripes, stripes);
        String yaml = "pose: { torchscript: pose.pt, input: 13x10, rgb: 0..255, resize: %s }\n";
        TinyNetworks.save(
                folder,
                "pose.pt",
                "def forward(self, x):\n    return torch.stack([torch.amax(x), torch.amin(x)]).unsqueeze(0)\n");

        float[] smooth =
                with(SEGMENTATION + yaml.formatted("antialiased"), p -> p.pose().pose(pair));
        float[] sharp =
                with(SEGMENTATION + yaml.formatted("bilinear"), p -> p.pose().pose(pair));

        // Thirteen columns of five pixels, each with one stripe: the centre pixel is never bright, the triangle always
        // holds a stripe.
        assertThat(sharp).containsExactly(0, 0);
        assertThat(smooth[1]).isGreaterThan(10);
        assertThat(smooth[0]).isLessThan(100);
    }

    @Test
    void outputs_that_count_come_first_and_are_scaled() throws IOException {
        float[] plain = with(SEGMENTATION + POSE, pair -> pair.pose().pose(FRAMES));
        String chosen = POSE.replace(" }", ", counted: [2, 0], output-scale: [10, 0.5] }");
        try (ScriptPair pair = open(SEGMENTATION + chosen)) {
            float[] found = pair.pose().pose(FRAMES);

            assertThat(found).containsExactly(plain[2], plain[0], plain[1], plain[3]);
            assertThat(pair.pose().counted()).isEqualTo(2);
            float[] moved = {found[0] + 1, found[1] + 1, found[2] + 9, found[3] + 9};
            assertThat(pair.pose().distortion(found, moved)).isCloseTo((100 + 0.25) / 2, within(1e-4));
            try (PointerScope scope = new PointerScope()) {
                double onTensors = pair.pose()
                        .distortion(Tensors.of(found, 1, 4), Tensors.of(moved, 1, 4))
                        .item_double();
                assertThat(onTensors).isCloseTo(pair.pose().distortion(found, moved), within(1e-3));
            }
        }
    }

    @Test
    void frames_can_be_stacked_or_side_by_side() throws IOException {
        TinyNetworks.save(
                folder, "pose.pt", "def forward(self, x):\n    return torch.tensor(x.size()).to(6).unsqueeze(0)\n");

        assertThat(pose(SEGMENTATION + POSE)).containsExactly(1, 2, 3, 50, 65);
        assertThat(pose(SEGMENTATION + POSE.replace(" }", ", layout: channels }")))
                .containsExactly(1, 6, 50, 65);
    }

    @Test
    void answers_do_not_depend_on_threads() throws Exception {
        List<FramePair> samples = SyntheticPairs.of(SIZE, 6, 9);
        try (ScriptPair pair = open(SEGMENTATION + POSE);
                ExecutorService threads = TorchRuntime.scoringThreads(3)) {
            List<Future<PairAnswer>> futures = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                samples.forEach(sample -> futures.add(threads.submit(() -> pair.answer(sample))));
            }
            for (int i = 0; i < futures.size(); i++) {
                PairAnswer alone = pair.answer(samples.get(i % samples.size()));
                assertThat(futures.get(i).get().classes()).isEqualTo(alone.classes());
                assertThat(futures.get(i).get().pose()).isEqualTo(alone.pose());
            }
        }
    }

    /** What the network is and what the description says, and what the error must say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    (x, x)                              | rgb: 0..255             | returns Tuple instead of one tensor
                    x.to(7)                             | rgb: 0..255             | Double
                    x.mean([2, 3])                      | rgb: 0..255             | returns [1, 3] instead of logits
                    x[:, 0:1]                           | rgb: 0..255             | it returns one channel
                    x                                   | rgb: 0..255, classes: 5 | returns 3 classes, 5 expected
                    x                                   | rgb: 0..255, map: 32x24 | class maps of 64×48, 32×24 expected
                    torch.conv2d(x, self.w)             | yuv6: 0..255            | fails on input [1, 6, 24, 32]: \
                    Given groups=1, weight of size [3, 3, 1, 1]
                    """)
    void a_segmentation_network_that_does_not_fit_is_explained(String answer, String keys, String message) {
        TinyNetworks.save(folder, "seg.pt", "def forward(self, x):\n    return " + answer + "\n");

        assertThatThrownBy(() -> open(SEGMENTATION.replace("rgb: 0..255", keys) + POSE))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(folder.resolve("seg.pt") + ": ")
                .hasMessageContaining(message)
                .hasMessageContaining(";")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x                            | input: native             | returns [1, 2, 3, 192, 256] instead \
                    of [N, outputs]
                    torch.mean(x).reshape([1, 1])| input: 8x8, outputs: 3    | returns 1 outputs, 3 expected
                    torch.mean(x).reshape([1, 1])| input: native, counted: 2 | returns 1 outputs, but output 1 \
                    cannot count
                    torch.mean(x).reshape([1, 1])| input: native, outputs: 6, distortion: angle, of: quaternions | but \
                    quaternions need [N, a multiple of 4]
                    torch.mean(x).reshape([1, 1])| input: native, output-scale: [1, 2] | but 2 output scales for 1 \
                    outputs
                    """)
    void a_pose_network_that_does_not_fit_is_explained(String answer, String keys, String message) {
        TinyNetworks.save(folder, "pose.pt", "def forward(self, x):\n    return " + answer + "\n");

        assertThatThrownBy(() -> open(SEGMENTATION + POSE.replace("input: native", keys)))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(folder.resolve("pose.pt") + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void native_segmentation_must_say_its_shape_and_keep_to_it() throws IOException {
        String yaml = SEGMENTATION.replace("64x48", "native");
        assertThatThrownBy(() -> open(yaml + POSE)).hasMessageContaining("size of its class map");
        assertThatThrownBy(() -> open(yaml.replace(" }", ", map: 65x50 }") + POSE))
                .hasMessageContaining("add classes");
        try (ScriptPair pair = open(yaml.replace(" }", ", map: 65x50, classes: 3 }") + POSE)) {
            assertThat(pair.segmentation().classMaps(FRAMES)).hasSize(65 * 50);
            FramePair other = SyntheticPairs.of(new FrameSize(32, 32), 1, 1).getFirst();
            assertThrown(FormatException.class, () -> pair.segmentation().classMaps(other), "returns [1, 3, 32, 32]");
        }
    }

    @Test
    void what_is_not_a_number_is_no_answer() throws IOException {
        TinyNetworks.save(
                folder,
                "pose.pt",
                TinyNetworks.POSE.replace("* 10.0", "* torch.log(torch.tensor([1.0, 2.0, -1.0, 3.0]))"));
        TinyNetworks.save(folder, "seg.pt", "def forward(self, x):\n    return torch.log(x - 300.0)\n");
        try (ScriptPair pair = open(SEGMENTATION + POSE)) {
            assertThatThrownBy(() -> pair.pose().pose(FRAMES))
                    .isInstanceOf(NotFiniteException.class)
                    .hasMessageStartingWith("pose: output 2");
            assertThatThrownBy(() -> pair.segmentation().classMaps(FRAMES))
                    .isInstanceOf(NotFiniteException.class)
                    .hasMessageStartingWith("segmentation: a logit");
        }
    }

    @Test
    void identity_is_what_is_computed_not_how_it_is_written() throws IOException {
        String usual = hash(SEGMENTATION + POSE);
        String explicit = """
                # the same pair, said in full, in another order
                pose:
                    rgb:
                        range: 0..255
                        mean: [0, 0, 0]
                    output-scale: [1, 1.0, 1, 1]
                    counted: 4
                    outputs: 4
                    layout: stacked
                    frames: both
                    input: native
                    torchscript: ./pose.pt
                    distortion: mean-squared
                name: another name
                segmentation: { "input": "64x48", resize: bilinear, frame: second, rgb: "0..255",
                    distortion: differing-pixels, map: 64x48, classes: 3, torchscript: 'seg.pt' }
                """;

        assertThat(hash(explicit)).isEqualTo(usual);
        String named = explicit.replace("classes: 3", "classes: [sky, road, car]");
        assertThat(hash(named)).isEqualTo(usual);
        List<String> names = with(named, pair -> pair.segmentation().classNames());
        assertThat(names).containsExactly("sky", "road", "car");
        Path copy = folder.resolve("elsewhere.pt");
        Files.copy(folder.resolve("seg.pt"), copy);
        assertThat(hash(SEGMENTATION.replace("seg.pt", "elsewhere.pt") + POSE)).isEqualTo(usual);
        String canonical = with(SEGMENTATION + POSE, ScriptPair::canonicalForm);
        assertThat(CanonicalForm.hash(canonical)).isEqualTo(usual);
        assertThat(canonical).startsWith("fovea evaluator pair 1\nsegmentation torchscript=");
    }

    @Test
    void every_setting_changes_the_identity() throws IOException {
        // A pose network that takes any input.
        TinyNetworks.save(
                folder, "pose.pt", "def forward(self, x):\n    return torch.mean(x) * torch.ones(6).unsqueeze(0)\n");
        TinyNetworks.save(
                folder, "other.pt", "def forward(self, x):\n    return torch.sum(x) * torch.ones(6).unsqueeze(0)\n");
        TinyNetworks.save(folder, "seg2.pt", TinyNetworks.SEGMENTATION.replace("4.0", "4.5"));
        String pose = POSE.replace("native", "64x48");
        List<String> all = List.of(
                SEGMENTATION + pose,
                SEGMENTATION.replace("seg.pt", "seg2.pt") + pose,
                SEGMENTATION.replace("64x48", "64x50") + pose,
                SEGMENTATION.replace(" }", ", resize: antialiased }") + pose,
                SEGMENTATION.replace("rgb", "bgr") + pose,
                SEGMENTATION.replace("0..255", "0..1") + pose,
                SEGMENTATION.replace("0..255", "{ mean: [0, 0, 1e-9] }") + pose,
                SEGMENTATION.replace("0..255", "{ std: [1, 1, 1.1] }") + pose,
                SEGMENTATION.replace(" }", ", frame: first }") + pose,
                SEGMENTATION.replace(" }", ", frame: both }") + pose,
                SEGMENTATION + pose.replace("pose.pt", "other.pt"),
                SEGMENTATION + pose.replace("64x48", "64x50"),
                SEGMENTATION + POSE,
                SEGMENTATION + pose.replace(" }", ", resize: antialiased }"),
                SEGMENTATION + pose.replace("rgb", "grey"),
                SEGMENTATION + pose.replace("rgb", "yuv6"),
                SEGMENTATION + pose.replace("0..255", "0..1"),
                SEGMENTATION + pose.replace(" }", ", frames: first }"),
                SEGMENTATION + pose.replace(" }", ", layout: channels }"),
                SEGMENTATION + pose.replace(" }", ", counted: 3 }"),
                SEGMENTATION + pose.replace(" }", ", counted: [1, 0, 2] }"),
                SEGMENTATION + pose.replace(" }", ", output-scale: [1, 1, 1, 1, 1, 2] }"));
        Set<String> hashes = new HashSet<>();
        for (String yaml : all) {
            assertThat(hashes.add(hash(yaml))).as(yaml).isTrue();
        }
    }
}
