package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea clip} from end to end, on frames that are made here. */
class ClipIT {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    private static final int FRAMES = 12;
    private static final int FRAME_BYTES = WIDTH * HEIGHT * 3;
    private static final String SIZE = WIDTH + "x" + HEIGHT;

    @TempDir
    Path folder;

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(folder, line, values);
    }

    private Result runWell(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.done(folder, line, values);
    }

    private void assertOneLine(int exitCode, String words, String line, Object... values) throws Exception {
        List<String> before = Fovea.files(folder);
        Result result = run(line, values);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.errorLines()).hasSize(1).allMatch(error -> error.contains(words));
        assertThat(Fovea.files(folder)).isEqualTo(before);
    }

    private byte[] rawFrames() throws IOException {
        byte[] frames = new byte[FRAMES * FRAME_BYTES];
        for (int i = 0; i < frames.length; i++) {
            int pixel = i / 3;
            int x = pixel % WIDTH;
            int y = pixel / WIDTH % HEIGHT;
            int t = pixel / WIDTH / HEIGHT;
            frames[i] = (byte) (i % 3 == 0 ? 2 * x + 3 * t : i % 3 == 1 ? 3 * y : (x + t) / 8 % 2 * 120 + 60);
        }
        Files.write(folder.resolve("in.raw"), frames);
        return frames;
    }

    @Test
    void raw_frames_become_a_clip_and_frames_again() throws Exception {
        byte[] frames = rawFrames();
        Result encoded = runWell("clip encode in.raw --size %s --rate 25 -o a.mkv --codec ffv1", SIZE);
        assertThat(encoded.out()).contains("12 frames of 96×64");
        assertThat(encoded.err()).isEmpty();
        Result info = runWell("clip info a.mkv --check");
        assertThat(info.out())
                .contains(
                        "ffv1 in matroska,webm",
                        "12 (all decoded) of 96×64, 25 a second",
                        "bgr0",
                        "rgb-1",
                        "FFmpeg 8.");
        runWell("clip decode a.mkv -o b.raw");
        assertThat(folder.resolve("b.raw")).hasSameBinaryContentAs(folder.resolve("in.raw"));
        runWell("clip decode a.mkv -o c.raw --frames 3..5");
        assertThat(Files.readAllBytes(folder.resolve("c.raw")))
                .isEqualTo(Arrays.copyOfRange(frames, 3 * FRAME_BYTES, 6 * FRAME_BYTES));
        assertThat(Fovea.files(folder)).containsExactly("a.mkv", "b.raw", "c.raw", "in.raw");
    }

    @Test
    void a_degraded_copy_is_smaller_and_says_what_it_is() throws Exception {
        rawFrames();
        runWell("clip encode in.raw --size %s -o a.mkv --codec ffv1", SIZE);
        Result copied = runWell("clip encode a.mkv -o b.mkv --codec av1 --crf 60 --preset 11");
        assertThat(copied.err()).isEmpty();
        assertThat(Files.size(folder.resolve("b.mkv"))).isLessThan(Files.size(folder.resolve("a.mkv")) / 4);
        Result info = runWell("clip info b.mkv --json");
        JsonShape.assertSame("clip-info", info.out());
        assertThat(info.out())
                .contains(
                        "\"codec\" : \"av1\"",
                        "\"frames\" : 12",
                        "\"countedBy\" : \"packets\"",
                        "\"colourRule\" : \"bt601-limited-bilinear-1\"",
                        "\"framesPerSecond\" : 20.0");
    }

    @Test
    void what_cannot_be_done_ends_in_one_line() throws Exception {
        byte[] frames = rawFrames();
        runWell("clip encode in.raw --size %s -o a.mkv --codec ffv1", SIZE);
        Files.write(folder.resolve("tail.raw"), Arrays.copyOf(frames, frames.length - 5));
        assertOneLine(3, "18,427 bytes more", "clip encode tail.raw --size %s -o x.mkv", SIZE);
        assertOneLine(2, "exists already", "clip decode a.mkv -o in.raw");
        assertOneLine(2, "not in 0..11", "clip decode a.mkv -o x.raw --frames 9..12");
        assertOneLine(2, "a.mkv is read and would be overwritten", "clip encode a.mkv -o a.mkv --force");
        byte[] clip = Files.readAllBytes(folder.resolve("a.mkv"));
        clip[clip.length / 2] ^= 1;
        Files.write(folder.resolve("flipped.mkv"), clip);
        assertOneLine(3, "damaged", "clip decode flipped.mkv -o x.raw");
        assertOneLine(3, "no such file", "clip info absent.mkv");
    }
}
