package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.score.Tasks;
import org.fovea.testkit.networks.SmallClips;
import org.fovea.testkit.networks.TinyScript;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fovea score} with what users of networks read. A bright square of 16×16 moves over three pairs; the candidate
 * has it three pixels to the right, so that 13·16 of 19·16 pixels of both are in common: an IoU of 208/304.
 */
class TaskScoreIT {
    private static final FrameSize SIZE = new FrameSize(64, 48);
    private static final int FRAMES = 6;
    private static final int TOP = 16;
    private static final Offset<Double> EXACT = within(1e-12);
    private static final String SCORE =
            "score --original original.mkv --candidate candidate.mkv --evaluators squares.yaml";

    @TempDir
    static Path folder;

    private static int left(int frame) {
        return 8 + 4 * frame;
    }

    @BeforeAll
    static void make() throws Exception {
        clip("original.mkv", 0);
        clip("candidate.mkv", 3);
        TinyScript.save(folder.resolve("seg.pt"), "return torch.tanh((x - 110.0) * 0.02)");
        TinyScript.save(folder.resolve("boxes.pt"), """
                m = torch.sigmoid((torch.mean(x, 1) - 128.0) * 0.1)
                all = torch.sum(m) + 0.001
                c = torch.sum(torch.sum(m, 1) * torch.arange(0.0, 64.0)) / all + 0.5
                r = torch.sum(torch.sum(m, 2) * torch.arange(0.0, 48.0)) / all + 0.5
                box = torch.stack([c - 8.0, r - 8.0, c + 8.0, r + 8.0, torch.max(m), c * 0.0], 0)
                return torch.reshape(box, [1, 1, 6])
                """);
        yaml("squares.yaml", ", boxes: corners");
        yaml("plain.yaml", "");
        Path labels = Files.createDirectory(folder.resolve("classes"));
        List<String> images = new ArrayList<>();
        List<String> boxes = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            images.add("{\"id\":" + frame + "}");
            boxes.add("{\"category_id\":0,\"image_id\":%d,\"bbox\":[%d,%d,16,16]}".formatted(frame, left(frame), TOP));
            label(labels, frame);
        }
        Files.writeString(folder.resolve("boxes.json"), "{\"images\":" + images + ",\"annotations\":" + boxes + "}");
    }

    private static void clip(String name, int shift) throws Exception {
        byte[] rgb = new byte[FRAMES * SIZE.rgbBytes()];
        for (int i = 0; i < FRAMES * SIZE.pixels(); i++) {
            boolean in = inside(i % SIZE.pixels(), left(i / SIZE.pixels()) + shift);
            rgb[3 * i] = (byte) (in ? 90 : 60);
            rgb[3 * i + 1] = (byte) (in ? 255 : 20);
            rgb[3 * i + 2] = (byte) (in ? 200 : 20);
        }
        SmallClips.lossless(folder.resolve(name), SIZE, rgb);
    }

    private static boolean inside(int pixel, int left) {
        int x = pixel % SIZE.width() - left;
        int y = pixel / SIZE.width() - TOP;
        return x >= 0 && x < 16 && y >= 0 && y < 16;
    }

    /** The first row of frame 1 does not count. */
    private static void label(Path labels, int frame) throws IOException {
        BufferedImage picture = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIZE.pixels(); i++) {
            int id = frame == 1 && i < SIZE.width() ? 255 : inside(i, left(frame)) ? 1 : 0;
            picture.getRaster().setSample(i % SIZE.width(), i / SIZE.width(), 0, id);
        }
        ImageIO.write(
                picture, "png", labels.resolve("%06d.png".formatted(frame)).toFile());
    }

    private static void yaml(String name, String boxes) throws IOException {
        Files.writeString(folder.resolve(name), """
                segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }
                pose: none
                networks:
                  - { name: squares, torchscript: boxes.pt, input: 64x48, rgb: 0..255, distortion: mean-squared, \
                weight: 0.01%s }
                """.formatted(boxes));
    }

    private static ScoreResult read(String name) throws IOException {
        return ScoreDocument.read(folder.resolve(name));
    }

    @Test
    void labels_say_what_the_codec_costs_and_leave_the_score_alone() throws Exception {
        Result labelled = Fovea.done(folder, SCORE + " --labels boxes.json --labels classes --json labelled.json");
        assertThat(labelled.out())
                .containsPattern("not in the score +original +candidate +difference")
                .containsPattern("classes against classes, 3 frames")
                .containsPattern("mean IoU +100.0 % +82.5 % +-17.5")
                .containsPattern("squares against the original's boxes, 6 frames, 6 objects")
                .containsPattern("AP at IoU 0.5 +100.0 %\n")
                .containsPattern("squares against boxes.json, 6 frames, 6 objects")
                .containsPattern("AP, mean of IoU 0.5 to 0.95 +100.0 % +40.0 % +-60.0");
        ScoreResult result = read("labelled.json");
        Tasks tasks = result.tasks().orElseThrow();
        Tasks.Classes classes = tasks.classes().orElseThrow();
        double square = 208.0 / 304;
        double rest = (3 * (3072 - 304) - 64) / (3 * (3072 - 208) - 64.0);
        assertThat(classes.original()).isEqualTo(1, EXACT);
        assertThat(classes.candidate()).isEqualTo((square + rest) / 2, EXACT);
        assertThat(classes.each().getLast().candidate()).isEqualTo(square, EXACT);
        Tasks.Boxes agreement = tasks.boxes().getFirst();
        assertThat(agreement.labels()).isEmpty();
        assertThat(agreement.original()).isEmpty();
        assertThat(agreement.candidate().ap50().orElseThrow()).isEqualTo(1, EXACT);
        // It fits at 0.5, 0.55, 0.6 and 0.65: four of ten.
        assertThat(agreement.candidate().ap().orElseThrow()).isEqualTo(0.4, EXACT);
        Tasks.Boxes truth = tasks.boxes().getLast();
        assertThat(truth.original().orElseThrow().ap().orElseThrow()).isEqualTo(1, EXACT);
        assertThat(truth.candidate()).isEqualTo(agreement.candidate());
        JsonShape.assertSame("score-tasks", Fovea.read(folder.resolve("labelled.json")), "provenance.versions.*");

        assertThat(Fovea.done(folder, SCORE.replace("squares", "plain") + " --json plain.json")
                        .out())
                .doesNotContain("not in the score");
        ScoreResult plain = read("plain.json");
        assertThat(plain.tasks()).isEmpty();
        assertThat(plain.score()).isEqualTo(result.score());
        assertThat(plain.provenance().evaluators())
                .isEqualTo(result.provenance().evaluators());
    }

    @Test
    void codecs_are_compared_by_what_labels_say() throws Exception {
        String command = "bench rd original.mkv -o rd --evaluators squares.yaml --labels boxes.json --codecs av1 "
                + "--scale 100 --crf 50 --preset 10 --refine 0";
        assertThat(Fovea.done(folder, command).out()).contains("AP squares, labels");
        String csv = Files.readString(folder.resolve("rd/rd.csv"));
        assertThat(csv.lines().findFirst().orElseThrow()).contains(",AP_squares,AP_squares_labels,");
        assertThat(Fovea.done(folder, command).out()).contains("AP squares, labels");
        Fovea.run(folder, command.replace(" --labels boxes.json", " --labels classes"))
                .assertRefused(2, "holds a comparison of another labels");
    }

    @Test
    void some_pairs_are_compared_with_their_own_labels() throws Exception {
        Files.writeString(folder.resolve("some.csv"), "3,0,20,16,16,16\n5,0,0,0,1,1\n");
        Fovea.done(folder, SCORE + " --pairs 1..1 --labels some.csv --labels classes --json some.json");
        Tasks tasks = read("some.json").tasks().orElseThrow();
        assertThat(tasks.classes().map(Tasks.Classes::frames)).isEqualTo(Optional.of(1));
        assertThat(tasks.classes().orElseThrow().original()).isEqualTo(1, EXACT);
        Tasks.Boxes truth = tasks.boxes().getLast();
        assertThat(truth.frames()).isOne();
        assertThat(truth.original().orElseThrow().ap().orElseThrow()).isEqualTo(1, EXACT);
    }

    @Test
    void labels_that_do_not_fit_are_refused_in_one_line() throws Exception {
        Files.writeString(folder.resolve("far.csv"), "6,0,20,16,16,16\n");
        refused("far.csv", "far.csv: none of the frames 0..5 that the network looks at is labelled");
        refused("none.csv", "none.csv: no such file");
        refused("original.mkv", "this is a Matroska or WebM video, not a folder of PNG files");
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.copy(folder.resolve("classes/000000.png"), first.resolve("0.png"));
        refused("first", "first: none of the frames", "it looks at odd ones");
        ImageIO.write(
                new BufferedImage(32, 24, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                first.resolve("3.png").toFile());
        assertThat(Fovea.run(folder, SCORE + " --labels first").err())
                .contains("3.png", "32×24 pixels; write labels of 64×48");
        BufferedImage other = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
        other.getRaster().setSample(2, 1, 0, 7);
        ImageIO.write(other, "png", first.resolve("3.png").toFile());
        assertThat(Fovea.run(folder, SCORE + " --labels first").err())
                .contains("3.png: class 7 in row 1, but the network has classes 0..2");
        Fovea.run(folder, SCORE.replace("squares", "plain") + " --labels boxes.json")
                .assertRefused(3, "boxes.json: no network of the objective answers");
        Fovea.run(folder, SCORE + " --labels boxes.json --labels boxes.json")
                .assertRefused(2, "boxes.json: second labels of the same kind");
        yaml("wrong.yaml", ", boxes: centres");
        Fovea.run(folder, SCORE.replace("squares", "wrong"))
                .assertRefused(3, "it returns [1, 1, 6], but boxes: centres needs [1, 4 + classes, N]");
        yaml("pairs.yaml", ", boxes: corners, frames: pairs");
        Fovea.run(folder, SCORE.replace("squares", "pairs")).assertRefused(3, "boxes are of one frame");
    }

    private static void refused(String labels, String... parts) throws Exception {
        Fovea.run(folder, SCORE + " --labels " + labels).assertRefused(3, parts);
    }
}
