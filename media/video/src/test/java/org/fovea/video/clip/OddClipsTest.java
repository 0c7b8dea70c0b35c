package org.fovea.video.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clips as cameras and editors leave them. What {@code docs/video.md} says of them is tested here, and of an odd last
 * frame by the scorer in {@code ScorerTest}.
 */
class OddClipsTest {
    private static final FrameSize SIZE = new FrameSize(64, 48);
    private static final int IVF_HEADER = 32;
    private static final int FRAME_HEADER = 12;

    @TempDir
    private Path folder;

    /** Four times as large, samples of ten bits mean the same. */
    @Test
    void samples_of_ten_bits_are_those_of_eight_with_two_bits_more() throws IOException {
        List<byte[]> frames = TestClips.frames(2, SIZE, 1);
        Path ten = TestClips.tenBits(folder.resolve("ten.mkv"), SIZE, TestClips.planes(frames, SIZE));
        Path eight = TestClips.ffv1(folder.resolve("eight.mkv"), SIZE, TestClips.USUAL, TestClips.planes(frames, SIZE));
        Clip clip = Clip.open(ten);
        assertThat(clip.facts().pixelFormat()).isEqualTo("yuv420p10le");
        ClipTest.assertFrames(TestClips.read(clip), TestClips.read(eight));
    }

    @ParameterizedTest
    @CsvSource({"65, 47", "2, 3", "1163, 5"})
    void odd_sizes_come_back_to_the_pixel(int width, int height) throws IOException {
        FrameSize size = new FrameSize(width, height);
        List<byte[]> frames = TestClips.frames(3, size, 2);
        Clip clip = Clip.open(TestClips.lossless(folder.resolve("odd.mkv"), size, frames));
        assertThat(clip.size()).isEqualTo(size);
        ClipTest.assertFrames(TestClips.read(clip), frames);
    }

    /**
     * Frames that a camera showed for longer or shorter are frames like all others: none is repeated or dropped to keep
     * a rate.
     */
    @Test
    void a_variable_frame_rate_changes_no_frame() throws IOException {
        Path steady = TestClips.av1(folder.resolve("steady.ivf"), "ivf", SIZE, TestClips.frames(9, SIZE, 3));
        byte[] bytes = Files.readAllBytes(steady);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long time = 0;
        int frame = 0;
        for (int at = IVF_HEADER; at < bytes.length; at += FRAME_HEADER + in.getInt(at)) {
            in.putLong(at + Integer.BYTES, time);
            time += frame++ % 3 == 0 ? 1 : 7 * frame;
        }
        Path jumpy = Files.write(folder.resolve("jumpy.ivf"), bytes);
        assertThat(Files.mismatch(steady, jumpy)).isPositive();
        Clip clip = Clip.open(jumpy);
        assertThat(clip.frameCount()).isEqualTo(9);
        ClipTest.assertFrames(TestClips.read(clip), TestClips.read(steady));
    }

    @Test
    void an_odd_last_frame_is_counted_and_read() throws IOException {
        List<byte[]> frames = TestClips.frames(5, SIZE, 4);
        Clip clip = Clip.open(TestClips.lossless(folder.resolve("five.mkv"), SIZE, frames));
        assertThat(clip.frameCount()).isEqualTo(5);
        ClipTest.assertFrames(TestClips.read(clip), frames);
    }
}
