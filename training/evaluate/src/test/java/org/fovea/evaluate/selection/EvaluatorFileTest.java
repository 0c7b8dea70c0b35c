package org.fovea.evaluate.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.network.NetworkFile.Format;
import org.fovea.evaluate.script.ColourSpace;
import org.fovea.evaluate.script.PairDescription;
import org.fovea.evaluate.script.PairLayout;
import org.fovea.evaluate.script.PixelScale;
import org.fovea.evaluate.script.ResizeRule;
import org.fovea.video.colour.ColourChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorFileTest {
    private static final String FULL = """
            # every key
            name: cabin
            segmentation:
              torchscript: nets/roadseg.pt
              sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
              input: 512x384
              resize: antialiased
              bgr: { range: 0..1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
              frame: second
              classes: 3
              map: 128x96
              distortion: differing-pixels
            pose:
              torchscript: egomotion.pt
              input: 512x384
              yuv6: 0..255
              frames: both
              layout: channels
              outputs: 12
              counted: [0, 3, 5]
              output-scale: [1, 0.5, 2e-1]
              distortion: mean-squared
            """;

    private static final String SHORT = """
            segmentation: { torchscript: roadseg.pt, input: 512x384, rgb: 0..255, frame: second }
            pose:         { torchscript: egomotion.pt, input: native, rgb: 0..255, frames: both }
            """;

    private static final Pattern NETWORK = Pattern.compile("[\\w/.-]+\\.(pt|onnx)");

    @TempDir
    private Path folder;

    private PairDescription read(String yaml) throws IOException {
        Path file = folder.resolve("cabin.yaml");
        Files.writeString(file, yaml);
        for (Matcher name = NETWORK.matcher(yaml); name.find(); ) {
            Path network = folder.resolve(name.group());
            Files.createDirectories(network.getParent());
            Files.write(network, new byte[0]);
        }
        return EvaluatorFile.read(file);
    }

    @Test
    void every_key_is_read() throws IOException {
        PairDescription pair = read(FULL);

        assertThat(pair.name()).isEqualTo("cabin");
        var segmentation = pair.segmentation().orElseThrow();
        assertThat(segmentation.network().path()).isEqualTo(folder.resolve("nets/roadseg.pt"));
        assertThat(segmentation.network().sha256())
                .get()
                .asString()
                .startsWith("0123456789abcdef")
                .hasSize(64);
        assertThat(segmentation.input().size()).contains(new FrameSize(512, 384));
        assertThat(segmentation.input().resize()).isEqualTo(ResizeRule.ANTIALIASED);
        assertThat(segmentation.input().colour()).isEqualTo(ColourSpace.BGR);
        assertThat(segmentation.input().scale())
                .isEqualTo(new PixelScale(
                        PixelScale.Range.UNIT, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
        assertThat(segmentation.input().frames()).isEqualTo(FrameChoice.SECOND);
        assertThat(segmentation.classes()).hasValue(3);
        assertThat(segmentation.map()).contains(new FrameSize(128, 96));
        var pose = pair.pose().orElseThrow();
        assertThat(pose.input().colour()).isEqualTo(ColourSpace.YUV6);
        assertThat(pose.layout()).isEqualTo(PairLayout.CHANNELS);
        assertThat(pose.outputs()).hasValue(12);
        assertThat(pose.counted()).containsExactly(0, 3, 5);
        assertThat(pose.outputScale()).containsExactly(1.0, 0.5, 0.2);
    }

    @Test
    void defaults_fill_the_short_form() throws IOException {
        PairDescription pair = read(SHORT);

        assertThat(pair.name()).isEqualTo("roadseg + egomotion");
        assertThat(pair.segmentation().orElseThrow().input().resize()).isEqualTo(ResizeRule.BILINEAR);
        assertThat(pair.segmentation().orElseThrow().classes()).isEmpty();
        assertThat(pair.pose().orElseThrow().input().size()).isEmpty();
        assertThat(pair.pose().orElseThrow().input().frames()).isEqualTo(FrameChoice.BOTH);
        assertThat(pair.pose().orElseThrow().layout()).isEqualTo(PairLayout.STACKED);
        assertThat(pair.pose().orElseThrow().counted()).isEmpty();
    }

    @Test
    void who_chooses_colours_can_be_said() throws IOException {
        assertThat(read(SHORT).colours()).isEqualTo(ColourChoice.TAGS);
        assertThat(read("colours: challenge\n" + SHORT).colours()).isEqualTo(ColourChoice.CHALLENGE);
    }

    /** Descriptions in the documentation can be read. */
    @Test
    void documented_descriptions_are_right() throws IOException {
        Path document = Path.of(System.getProperty("fovea.root", "../..")).resolve("docs/evaluators.md");
        var blocks = java.util.regex.Pattern.compile("```yaml\n(.*?)```", java.util.regex.Pattern.DOTALL)
                .matcher(Files.readString(document));
        int count = 0;
        while (blocks.find()) {
            String yaml = blocks.group(1);
            if (yaml.startsWith("objective: challenge")) {
                Files.writeString(folder.resolve("challenge.yaml"), yaml);
                assertThat(EvaluatorFile.challenge(folder.resolve("challenge.yaml")))
                        .isPresent();
                continue;
            }
            PairDescription pair = read(yaml);
            assertThat(pair.segmentation()).isPresent();
            assertThat(pair.further()).hasSize(count == 2 ? 2 : 0);
            count++;
        }
        assertThat(count).isEqualTo(3);
    }

    @Test
    void classes_can_be_named() throws IOException {
        var segmentation = read(FULL.replace("classes: 3", "classes: [background, drivable area, 2]"))
                .segmentation()
                .orElseThrow();

        assertThat(segmentation.names()).containsExactly("background", "drivable area", "2");
        assertThat(segmentation.classes()).hasValue(3);
        assertThat(read(FULL).segmentation().orElseThrow().names()).isEmpty();
    }

    @Test
    void networks_may_be_onnx_files_with_an_output_to_choose() throws IOException {
        PairDescription pair = read(SHORT.replace("torchscript: roadseg.pt", "onnx: nets/roadseg.onnx, output: logits")
                .replace("torchscript: egomotion.pt", "onnx: egomotion.onnx, output: 1"));

        assertThat(pair.name()).isEqualTo("roadseg + egomotion");
        assertThat(pair.segmentation().orElseThrow().network().format()).isEqualTo(Format.ONNX);
        assertThat(pair.segmentation().orElseThrow().network().path()).isEqualTo(folder.resolve("nets/roadseg.onnx"));
        assertThat(pair.segmentation().orElseThrow().network().output()).contains("logits");
        assertThat(pair.pose().orElseThrow().network().output()).contains("1");
        assertThat(read(SHORT).pose().orElseThrow().network().format()).isEqualTo(Format.TORCHSCRIPT);
    }

    @Test
    void a_number_counts_leading_outputs() throws IOException {
        assertThat(read(FULL.replace("[0, 3, 5]", "3")).pose().orElseThrow().counted())
                .containsExactly(0, 1, 2);
    }

    /** What is replaced, by what, and what the message must hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    classes: 3            | clases: 3              | segmentation.clases       | line 10: unknown \
                    key 'clases'; did you mean 'classes'?
                    name: cabin           | nmae: cabin            | section nmae              | line 2: unknown key \
                    'nmae'; did you mean 'name'?
                    name: cabin           | cabin: yes             | section cabin             | line 2: unknown key \
                    'cabin'; known keys here: colours, frames, name, networks, pose, rate, segmentation
                    torchscript: nets/roadseg.pt | torchscrip: nets/roadseg.pt | segmentation.torchscrip | unknown \
                    key 'torchscrip'; did you mean 'torchscript'?
                    mean: [0.485, 0.456, 0.406] | mean: [0.485, 0.456] | segmentation.bgr.mean  | line 8: 2 numbers \
                    for 3 planes of bgr
                    0.229, 0.224          | 0.229, 0               | segmentation.bgr.std[1]   | line 8: '0' is not \
                    above 0
                    0.485                 | .nan                   | segmentation.bgr.mean[0]  | line 8: '.nan' is \
                    not a number
                    range: 0..1           | range: 0..2            | segmentation.bgr.range    | line 8: '0..2' is \
                    not one of 0..255, 0..1
                    bgr:                  | hsv:                   | section segmentation,     | line 3: one of the \
                    keys rgb, bgr, grey, yuv6 is missing
                    input: 512x384        | input: 512*384         | segmentation.input        | line 6: '512*384' \
                    is not WIDTHxHEIGHT or native
                    input: 512x384        | input: 99999x1         | segmentation.input        | line 6: frame of \
                    99999×1
                    resize: antialiased   | resize: cubic          | segmentation.resize       | line 7: 'cubic' is \
                    not one of bilinear, antialiased
                    sha256: 0123          | sha256: 012            | segmentation.sha256       | line 5: \
                    '012456789abcdef
                    frame: second         | frame: third           | segmentation.frame        | line 9: 'third' is \
                    not one of first, second, both
                    frame: second         | "{frame: 1}"           | section evaluators        | not valid YAML
                    classes: 3            | classes: 1             | segmentation.classes      | line 10: '1' is not \
                    a whole number in 2..256
                    classes: 3            | "classes: [a]"         | segmentation.classes      | line 10: 1 classes, \
                    2 to 256 are supported
                    classes: 3            | "classes: [a, b, a]"   | segmentation.classes[2]   | line 10: two \
                    classes are named 'a'
                    classes: 3            | "classes: [a, ' ']"    | segmentation.classes[1]   | line 10: the name \
                    of a class has 0 letters
                    classes: 3            | "classes: [a, [b]]"    | segmentation.classes[1]   | line 10: a list \
                    where the name of a class
                    map: 128x96           | map: native            | segmentation.map          | line 11: 'native' \
                    is not WIDTHxHEIGHT;
                    differing-pixels      | iou                    | segmentation.distortion   | line 12: 'iou' is \
                    not one of differing-pixels
                    frames: both          | frames: first          | pose.layout               | line 18: a layout \
                    is only for networks that get both
                    outputs: 12           | outputs: 5             | pose.counted[2]           | line 20: '5' is not \
                    a whole number in 0..4
                    [0, 3, 5]             | [0, 3, 3]              | pose.counted              | line 20: output 3 \
                    counts twice
                    [0, 3, 5]             | []                     | pose.counted              | line 20: no output \
                    counts
                    [1, 0.5, 2e-1]        | [1, 0.5]               | pose.output-scale         | line 21: 2 output \
                    scales for 3 outputs
                    mean-squared          | [mean-squared]         | pose.distortion           | line 22: a list \
                    where one of mean-squared, mean-absolute, huber, cosine, angle
                    torchscript: egomotion.pt | torchscript:       | pose.torchscript          | line 14: nothing \
                    where the name of a TorchScript file
                    layout: channels      | layout: {a: 1}         | pose.layout               | line 18: a map \
                    where one of stacked, channels
                    outputs: 12           | yuv6: 0..1             | pose.yuv6                 | line 19: the key \
                    occurs twice
                    outputs: 12           | rgb: 0..255            | pose.yuv6                 | line 16: the colour \
                    space is already rgb
                    name: cabin           | name: *a               | section name              | line 2: anchors
                    frame: second         | frame: !!str second    | segmentation.frame        | line 9: anchors
                    resize: antialiased   | resize: &a [1, 2]      | segmentation.resize       | line 7: anchors, \
                    aliases and tags
                    outputs: 12           | onnx: pose.onnx        | pose.torchscript          | line 14: the \
                    network is already named by onnx; keep one
                    pose:                 | "---"                  | section                   | line
                    """)
    void every_mistake_names_key_and_line(String was, String is, String key, String message) {
        assertThat(FULL).contains(was);

        Throwable thrown = catchThrowable(() -> read(FULL.replaceFirst(java.util.regex.Pattern.quote(was), is)));

        assertThat(thrown)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message.replaceFirst("^line ?(\\d*).*$", "cabin.yaml:$1"))
                .hasMessageContaining(message.replaceFirst("^line ?\\d*(: )?", ""));
        assertThat(thrown.getMessage())
                .contains(key.replaceAll("^section ?|,$", ""))
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"segmentation, the key 'segmentation' is missing", "pose, the key 'pose' is missing"})
    void both_networks_must_be_there(String key, String message) {
        assertThrown(
                FormatException.class,
                () -> read(SHORT.replaceFirst("(?m)^" + key + ":.*\n", "")),
                "cabin.yaml:1: ",
                message);
    }

    @Test
    void other_files_are_refused() throws IOException {
        assertThrown(FormatException.class, () -> read(""), "empty");
        assertThrown(FormatException.class, () -> read("just words"), "cabin.yaml:1: ");
        assertThrown(FormatException.class, () -> read("# long\n".repeat(20_000)), "64 KiB");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "name: Fahrbahn für alle\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThrown(FormatException.class, () -> EvaluatorFile.read(latin), "UTF-8");
        assertThrown(NoSuchFileException.class, () -> EvaluatorFile.read(folder.resolve("absent.yaml")));
    }

    @Test
    void offsets_are_bytes_also_after_letters_of_several_bytes() {
        String yaml = "# größe 🚗\n" + SHORT.replace("frame: second", "frame: third");

        FormatException thrown = (FormatException) catchThrowable(() -> read(yaml));

        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        String rest = new String(bytes, (int) thrown.offset(), 5, StandardCharsets.UTF_8);
        assertThat(rest).isEqualTo("frame");
        assertThat(thrown).hasMessageContaining("cabin.yaml:2: ");
    }

    /** Anything is either a description or one clear error. */
    @Test
    void mutations_never_escape() throws IOException {
        Random random = new Random(12);
        byte[] base = FULL.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] bytes = base.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) ":-{}[]&*!|>'\"%@` \n#,?".charAt(random.nextInt(21));
            }
            Path file = folder.resolve("mutated.yaml");
            Files.write(file, bytes);
            try {
                EvaluatorFile.read(file);
            } catch (FormatException e) {
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }
}
