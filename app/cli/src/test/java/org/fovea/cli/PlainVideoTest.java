package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.cli.Fovea.Result;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ZipWriter;
import org.fovea.testkit.networks.SmallClips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The layouts of the challenge's first submissions: 0.mkv alone, beside a model, an empty ZIP file, a member without
 * content.
 */
class PlainVideoTest {
    private static final FrameSize SIZE = new FrameSize(96, 72);

    @TempDir
    private Path folder;

    private byte[] video;

    @BeforeEach
    void make() throws IOException {
        byte[] frames = new byte[5 * SIZE.rgbBytes()];
        for (int i = 0; i < 5; i++) {
            Arrays.fill(frames, i * SIZE.rgbBytes(), (i + 1) * SIZE.rgbBytes(), (byte) (40 * i));
        }
        Path clip = SmallClips.lossless(folder.resolve("clip.mkv"), SIZE, frames);
        video = Files.readAllBytes(clip);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void a_video_alone_is_inspected_and_inflated() throws IOException {
        Path zip = file("svt.zip", ZipWriter.single("0.mkv", video));
        Result inspected = CommandDoor.result("inspect %s", zip);
        assertThat(inspected.exitCode()).isZero();
        assertThat(inspected.out())
                .contains("plain video in ZIP", "4 pictures of 96×72, ffv1, in 0.mkv", "2 pairs of frames of 1164×874")
                .containsPattern("0\\.mkv +stored +" + String.format(Locale.ROOT, "%,d", video.length));
        Path raw = folder.resolve("out.raw");
        Result inflated = CommandDoor.result("inflate %s -o %s", zip, raw);
        assertThat(inflated.exitCode()).as(inflated.err()).isZero();
        assertThat(inflated.err()).contains("as the challenge's baseline makes them");
        byte[] frames = Files.readAllBytes(raw);
        assertThat(frames).hasSize(4 * 1164 * 874 * 3);
        for (int i = 0; i < 4; i++) {
            assertThat(frames[i * 1164 * 874 * 3 + 1000] & 255).isEqualTo(40 * i);
        }
        Result second = CommandDoor.result("inflate %s --pairs 1..1 -o %s", zip, folder.resolve("b.raw"));
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("b.raw"))[0] & 255).isEqualTo(80);
    }

    @Test
    void a_video_beside_a_model_is_inspected_and_sent_to_its_own_script() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("0.mkv"));
            zip.write(video);
            zip.putNextEntry(new ZipEntry("model.int8.bz2"));
            zip.write(new byte[] {'B', 'Z', 'h', '9'});
        }
        Path zip = file("ren.zip", bytes.toByteArray());
        assertThat(CommandDoor.result("inspect %s", zip).out())
                .contains("0.mkv", "model.int8.bz2", "by its own inflate script");
        for (String use : List.of(
                "inflate %s -o " + folder.resolve("out.raw"),
                "score --evaluators bundled --original " + folder.resolve("clip.mkv") + " --candidate %s")) {
            CommandDoor.result(use, zip)
                    .assertRefused(
                            ExitCode.BAD_INPUT,
                            "holds the video 0.mkv and model.int8.bz2, which its own inflate script needs",
                            "fovea score --original CLIP --candidate 0.raw --archive " + zip);
        }
    }

    @Test
    void what_works_on_masks_says_that_it_holds_a_video() throws IOException {
        Path zip = file("svt.zip", ZipWriter.single("0.mkv", video));
        Result shown = CommandDoor.result("mask show %s -o %s", zip, folder.resolve("x.png"));
        assertThat(shown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shown.err()).contains("holds a plain video, 0.mkv", "fovea inspect, inflate and score");
    }

    @Test
    void a_video_that_is_cut_names_archive_and_member() throws IOException {
        Path zip = file("cut.zip", ZipWriter.single("0.mkv", Arrays.copyOf(video, video.length / 2)));
        Result inspected = CommandDoor.result("inspect %s", zip);
        assertThat(inspected.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(inspected.err()).contains("cut.zip, member 0.mkv: ").doesNotContain("fovea-video");
    }
}
