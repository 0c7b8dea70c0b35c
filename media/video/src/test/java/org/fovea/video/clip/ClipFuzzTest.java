package org.fovea.video.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged clips: FFmpeg runs inside this process, so neither a crash nor a hang nor a native leak may follow, and
 * damage ends in a FormatException or in frames, never in another exception. The system property {@code fovea.fuzz}
 * sets the number of mutations.
 */
class ClipFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("fovea.fuzz", 700);
    private static final long MAX_NANOS = 10_000_000_000L;
    private static final long MAX_NATIVE = 1L << 30;
    private static final FrameSize SIZE = new FrameSize(80, 64);

    @TempDir
    Path folder;

    private List<byte[]> clips() throws IOException {
        List<byte[]> frames = TestClips.frames(14, SIZE, 1);
        List<byte[]> clips = new ArrayList<>();
        clips.add(Files.readAllBytes(TestClips.h264(folder.resolve("a.mp4"), "mp4", SIZE, frames)));
        clips.add(Files.readAllBytes(TestClips.h264(folder.resolve("a.mkv"), "matroska", SIZE, frames)));
        clips.add(Files.readAllBytes(TestClips.h264(folder.resolve("a.h264"), "h264", SIZE, frames)));
        clips.add(Files.readAllBytes(TestClips.av1(folder.resolve("b.mkv"), "matroska", SIZE, frames)));
        clips.add(Files.readAllBytes(TestClips.av1(folder.resolve("b.ivf"), "ivf", SIZE, frames)));
        clips.add(Files.readAllBytes(TestClips.av1(folder.resolve("b.obu"), "obu", SIZE, frames)));
        clips.add(Files.readAllBytes(TestClips.lossless(folder.resolve("c.mkv"), SIZE, frames)));
        for (String name : List.of(
                "h264.ts",
                "h264.avi",
                "ten.y4m",
                "vp9-ten.webm",
                "motion.avi",
                "prores-alpha.mov",
                "xvid.avi",
                "bt709-ten.mp4",
                "rotate90.mp4",
                "pq8.mp4")) {
            clips.add(ForeignClipsTest.class.getResourceAsStream(name).readAllBytes());
        }
        return clips;
    }

    @Test
    void mutated_clips_end_in_frames_or_a_format_exception() throws IOException {
        List<byte[]> clips = clips();
        Path file = folder.resolve("damaged");
        int refused = 0;
        long before = resident();
        for (int i = 0; i < MUTATIONS; i++) {
            Random random = new Random(i);
            Files.write(file, TestClips.mutated(clips.get(i % clips.size()), 800, random));
            long start = System.nanoTime();
            try {
                TestClips.read(file);
            } catch (FormatException e) {
                refused++;
                assertThat(e.file()).isEqualTo(file.toString());
                assertThat(e.offset()).isBetween(0L, Files.size(file));
            } catch (RuntimeException | IOException e) {
                throw new AssertionError("mutation " + i, e);
            }
            assertThat(System.nanoTime() - start).as("time of mutation %d", i).isLessThan(MAX_NANOS);
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS);
        assertThat(resident() - before).isLessThan(MAX_NATIVE);
    }

    /** FFV1 has checksums, so a picture that comes out of a damaged file is a right one. */
    @Test
    void a_damaged_lossless_clip_never_shows_a_wrong_picture() throws IOException {
        List<byte[]> frames = TestClips.frames(6, SIZE, 2);
        byte[] whole = Files.readAllBytes(TestClips.lossless(folder.resolve("a.mkv"), SIZE, frames));
        Path file = folder.resolve("damaged.mkv");
        int shown = 0;
        for (int i = 0; i < MUTATIONS / 2; i++) {
            Random random = new Random(1000 + i);
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                Clip clip = Clip.open(file);
                if (!clip.size().equals(SIZE) || clip.rule() != ColourRule.RGB) {
                    continue;
                }
                for (byte[] frame : TestClips.read(clip)) {
                    assertThat(frames.stream().anyMatch(right -> Arrays.equals(right, frame)))
                            .as("mutation %d", i)
                            .isTrue();
                    shown++;
                }
            } catch (FormatException _) {
                continue;
            }
        }
        assertThat(shown).isPositive();
    }

    /** Containers that say how long they are must not read as shorter clips when their end is missing. */
    @Test
    void truncated_containers_are_refused_wherever_they_are_cut() throws IOException {
        List<byte[]> frames = TestClips.frames(14, SIZE, 3);
        List<Path> paths = List.of(
                TestClips.h264(folder.resolve("a.mp4"), "mp4", SIZE, frames),
                TestClips.h264(folder.resolve("a.mkv"), "matroska", SIZE, frames),
                TestClips.av1(folder.resolve("b.mkv"), "matroska", SIZE, frames),
                TestClips.lossless(folder.resolve("c.mkv"), SIZE, frames));
        Path cut = folder.resolve("cut");
        for (Path path : paths) {
            byte[] whole = Files.readAllBytes(path);
            Random random = new Random(4);
            for (int i = 0; i < 60; i++) {
                Files.write(cut, Arrays.copyOf(whole, i == 0 ? whole.length - 1 : random.nextInt(whole.length)));
                ClipTest.assertRefused(cut, "section");
            }
        }
    }

    @Test
    void native_memory_is_freed() throws IOException {
        FrameSize large = new FrameSize(640, 480);
        Path path = TestClips.h264(folder.resolve("a.mp4"), "mp4", large, TestClips.frames(3, large, 5));
        for (int i = 0; i < 10; i++) {
            TestClips.read(path);
        }
        long before = resident();
        for (int i = 0; i < 60; i++) {
            TestClips.read(path);
        }
        // Each decoder holds over 2 MB of frames, and three are opened for each reading.
        assertThat(resident() - before).isLessThan(120L << 20);
    }

    @Test
    void memory_does_not_grow_with_the_length_of_a_clip() throws IOException {
        FrameSize size = new FrameSize(160, 120);
        List<byte[]> frames = TestClips.frames(8, size, 6);
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(frames.get(i * 7 % frames.size()));
        }
        Clip clip = Clip.open(TestClips.h264(folder.resolve("long.mp4"), "mp4", size, many));
        assertThat(clip.frameCount()).isEqualTo(3000);
        byte[] rgb = new byte[size.rgbBytes()];
        long early = 0;
        try (FrameSource source = clip.frames()) {
            int frame = 0;
            for (; source.next(rgb); frame++) {
                early = frame == 500 ? resident() : early;
            }
            assertThat(frame).isEqualTo(3000);
            // 2500 frames more would be 144 MB in RGB, 72 MB as decoded.
            assertThat(resident() - early).isLessThan(40L << 20);
        }
    }

    /** Memory of this process in RAM without Java's heap, in bytes. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/statm");
        return Files.exists(status)
                ? 4096 * Long.parseLong(Files.readString(status).split(" ")[1])
                        - Runtime.getRuntime().totalMemory()
                : 0;
    }
}
