package org.fovea.video.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.testkit.SharedFiles;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.program.FfmpegProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real drives, and clips by encoders that are not part of this FFmpeg. The {@code ffmpeg} program serves as another
 * reader, where there is one.
 */
class RealClipsTest {
    private static final String NIGHT = "data/footage/comma_head32.mkv";
    private static final String DAY = "data/footage/solidWhiteRight.mp4";

    @TempDir
    Path folder;

    @Test
    void the_night_drive_is_what_it_is() throws Exception {
        Clip clip = Clip.open(SharedFiles.file(NIGHT));
        ClipFacts facts = clip.facts();
        assertThat(facts.container()).isEqualTo("matroska,webm");
        assertThat(facts.codec()).isEqualTo("hevc");
        assertThat(facts.size()).isEqualTo(new FrameSize(1164, 874));
        assertThat(facts.frameRate()).isEqualTo(new FrameRate(20, 1));
        assertThat(facts.count()).isEqualTo(new FrameCount(32, FrameCount.Method.PACKETS));
        assertThat(clip.rule()).isEqualTo(ColourRule.BT601_LIMITED);
        assertThat(facts.audio()).isFalse();
        // Of this project's first reading, whose planes were compared with those of FFmpeg 5.1's program.
        assertThat(sha256(clip)).startsWith("9a9320f292505229");
    }

    @Test
    void the_day_drive_has_audio_that_does_not_disturb() throws Exception {
        Clip clip = Clip.open(SharedFiles.file(DAY));
        ClipFacts facts = clip.facts();
        assertThat(facts.codec()).isEqualTo("h264");
        assertThat(facts.size()).isEqualTo(new FrameSize(960, 540));
        assertThat(facts.count().frames()).isEqualTo(221);
        assertThat(facts.audio()).isTrue();
        assertThat(facts.matrixTag()).isEqualTo("smpte170m");
        assertThat(sha256(clip)).startsWith("f883be453249514c");
    }

    @ParameterizedTest
    @CsvSource({NIGHT, DAY})
    void the_ffmpeg_program_decodes_the_same_samples(String name) throws Exception {
        Path path = SharedFiles.file(name);
        Clip clip = Clip.open(path);
        assertSameFrames(clip, path);
    }

    @ParameterizedTest
    @CsvSource({
        "libx265, mkv, -x265-params log-level=error:open-gop=1:keyint=20:bframes=4",
        "libx265, hevc, -x265-params log-level=error:open-gop=1:keyint=20:bframes=4",
        "libx264, mp4, -x264-params open-gop=1:keyint=20:bframes=4:b-pyramid=normal",
        "libx264, h264, -bf 4",
        "libx264, mkv, -tune zerolatency -slices 4",
    })
    void reordered_frames_come_out_complete_and_in_order(String encoder, String suffix, String options)
            throws Exception {
        Path path = folder.resolve("a." + suffix);
        ffmpeg("-f lavfi -i testsrc2=s=318x238:r=25:d=3 -pix_fmt yuv420p -c:v " + encoder + " " + options + " " + path);
        Clip clip = Clip.open(path);
        assertThat(clip.facts().count()).isEqualTo(new FrameCount(75, FrameCount.Method.PACKETS));
        assertSameFrames(clip, path);
    }

    /**
     * Cut at an open random access point: the pictures that lead it cannot be shown, and a packet each would count too
     * many.
     */
    @Test
    void leading_pictures_of_a_cut_clip_are_not_counted() throws Exception {
        Path path = folder.resolve("a.hevc");
        ffmpeg("-f lavfi -i testsrc2=s=320x240:r=25:d=4 -pix_fmt yuv420p -c:v libx265"
                + " -x265-params "
                + "log-level=error:open-gop=1:keyint=20:min-keyint=20:bframes=4:scenecut=0:repeat-headers=1 "
                + path);
        byte[] data = Files.readAllBytes(path);
        int second = indexOfSecondRandomAccess(data);
        Path cut = Files.write(folder.resolve("cut.hevc"), Arrays.copyOfRange(data, second, data.length));
        Clip clip = Clip.open(cut);
        assertThat(clip.facts().count().method()).isEqualTo(FrameCount.Method.DECODED);
        assertThat(clip.frameCount()).isBetween(60L, 80L);
        assertSameFrames(clip, cut);
    }

    /** HEVC has no checksums. FFmpeg alone reports less than half of these. */
    @Test
    void most_damage_of_the_night_drive_is_noticed() throws IOException {
        byte[] whole = Files.readAllBytes(SharedFiles.file(NIGHT));
        Path file = folder.resolve("damaged.mkv");
        List<String> refusals = new ArrayList<>();
        int rounds = 16;
        for (int i = 0; i < rounds; i++) {
            Random random = new Random(i);
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                read(Clip.open(file), (rgb, number) -> {});
            } catch (FormatException e) {
                assertThat(e.offset()).isBetween(0L, (long) damaged.length);
                refusals.add(e.getMessage());
            }
        }
        assertThat(refusals).hasSizeGreaterThan(rounds / 2);
        assertThat(refusals).anyMatch(line -> line.contains("a part of it is missing"));
    }

    /** Takes a frame and its number. */
    private interface FrameTaker {
        void take(byte[] rgb, int number) throws IOException;
    }

    private static int read(Clip clip, FrameTaker taker) throws IOException {
        byte[] rgb = new byte[clip.size().rgbBytes()];
        int count = 0;
        try (FrameSource frames = clip.frames()) {
            for (; frames.next(rgb); count++) {
                taker.take(rgb, count);
            }
        }
        return count;
    }

    private static String sha256(Clip clip) throws Exception {
        MessageDigest digest = Sha256.digest();
        read(clip, (rgb, number) -> digest.update(rgb));
        return Sha256.of(digest);
    }

    /**
     * Compares with what {@code ffmpeg} decodes, frame by frame; its samples go through the rule's formulas, which have
     * tests of their own.
     */
    private void assertSameFrames(Clip clip, Path path) throws Exception {
        Process process = new ProcessBuilder(
                        command("-i " + path + " -map 0:v -fps_mode passthrough -f rawvideo -pix_fmt yuv420p -"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        FrameSize size = clip.size();
        SampleLayout layout = SampleLayout.YUV_420;
        RgbConverter converter = RgbConverter.of(clip.rule(), layout, size);
        Planes planes = Planes.of(layout, size);
        byte[] expected = new byte[size.rgbBytes()];
        try (DataInputStream in = new DataInputStream(process.getInputStream())) {
            int count = read(clip, (rgb, number) -> {
                for (byte[] plane : planes.data()) {
                    in.readFully(plane);
                }
                converter.convert(planes, expected);
                assertThat(Arrays.equals(rgb, expected)).as("frame %d", number).isTrue();
            });
            assertThat(count).isEqualTo((int) clip.frameCount());
            assertThat(in.read()).as("frames that ffmpeg has more").isEqualTo(-1);
        } finally {
            process.destroy();
        }
    }

    private static List<String> command(String arguments) throws IOException, InterruptedException {
        Optional<FfmpegProgram> program = FfmpegProgram.find(System.getenv().getOrDefault("PATH", ""));
        assumeTrue(program.isPresent(), "there is no ffmpeg program to compare with");
        return List.of((program.get().path() + " -v error " + arguments).split(" +"));
    }

    private void ffmpeg(String arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command("-y " + arguments))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(
                process.waitFor() == 0,
                () -> "this ffmpeg cannot make the clip: "
                        + said.lines().findFirst().orElse(""));
    }

    /** Where the parameter sets before the second IRAP picture begin. */
    private static int indexOfSecondRandomAccess(byte[] data) {
        int seen = 0;
        for (int i = 0; i + 3 < data.length; i++) {
            boolean videoParameters =
                    data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1 && (data[i + 3] >> 1 & 63) == 32;
            if (videoParameters && ++seen == 2) {
                return i;
            }
        }
        throw new AssertionError("one random access point only");
    }
}
