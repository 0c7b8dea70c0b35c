package org.fovea.video.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawFramesTest {
    private static final FrameSize SIZE = new FrameSize(10, 6);

    @TempDir
    Path folder;

    @Test
    void frames_come_back_as_they_were_written() throws IOException {
        List<byte[]> frames = TestClips.frames(4, SIZE, 1);
        Path path = folder.resolve("a.raw");
        try (OutputStream out = Files.newOutputStream(path)) {
            for (byte[] frame : frames) {
                out.write(frame);
            }
        }
        try (RawFrames raw = RawFrames.open(path, SIZE)) {
            assertThat(raw.size()).isEqualTo(SIZE);
            assertThat(raw.frameCount()).isEqualTo(4);
            byte[] rgb = new byte[SIZE.rgbBytes()];
            for (byte[] frame : frames) {
                assertThat(raw.next(rgb)).isTrue();
                assertThat(rgb).isEqualTo(frame);
            }
            assertThat(raw.next(rgb)).isFalse();
            raw.seek(2);
            assertThat(raw.next(rgb)).isTrue();
            assertThat(rgb).isEqualTo(frames.get(2));
        }
    }

    @Test
    void files_that_are_not_whole_frames_are_refused_with_the_figures() throws IOException {
        assertRefused(write(0), 0, "empty");
        assertRefused(write(179), 0, "179 bytes are 0 frames of 10×6 RGB (180 bytes each) and 179 bytes more");
        assertRefused(write(541), 540, "541 bytes are 3 frames", "1 bytes more", "truncated");
        assertThrown(FormatException.class, () -> RawFrames.open(folder, SIZE), "folder");
        assertThrown(NoSuchFileException.class, () -> RawFrames.open(folder.resolve("absent"), SIZE));
    }

    @Test
    void planes_of_luma_and_chroma_are_recognised_by_the_original() {
        FrameSize size = new FrameSize(96, 64);
        byte[] rgb = new byte[size.rgbBytes()];
        byte[] planes = new byte[size.rgbBytes()];
        for (int i = 0; i < size.pixels(); i++) {
            int x = i % 96;
            int y = i / 96;
            double[] colour = {
                128 + 90 * Math.sin(x / 9.0 + y / 20.0), 120 + 80 * Math.cos(x / 7.0), 100 + 70 * Math.sin(y / 8.0)
            };
            double luma = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.round(colour[c]);
            }
            planes[i] = (byte) Math.round(16 + luma * 219 / 255);
            planes[size.pixels() + i] = (byte) Math.round(128 + (colour[2] - luma) / 1.772 * 224 / 255);
            planes[2 * size.pixels() + i] = (byte) Math.round(128 + (colour[0] - luma) / 1.402 * 224 / 255);
        }
        assertThat(ByteOrderCheck.objection(planes, rgb, size).orElseThrow()).contains("4:4:4");
        assertThat(ByteOrderCheck.objection(rgb, rgb, size)).isEmpty();
    }

    @Test
    void a_file_that_changes_while_it_is_read_is_noticed() throws IOException {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        Path path = write(540);
        try (RawFrames raw = RawFrames.open(path, SIZE)) {
            Files.write(path, new byte[200]);
            assertThat(raw.next(rgb)).isTrue();
            assertThrown(FormatException.class, () -> raw.next(rgb), "shrank");
        }
        Path longer = write(180);
        try (RawFrames raw = RawFrames.open(longer, SIZE)) {
            assertThat(raw.next(rgb)).isTrue();
            Files.write(longer, new byte[360]);
            assertThrown(FormatException.class, () -> raw.next(rgb), "length");
        }
    }

    private Path write(int length) throws IOException {
        return Files.write(folder.resolve("f" + length), new byte[length]);
    }

    private static void assertRefused(Path path, long offset, String... words) {
        assertThatThrownBy(() -> RawFrames.open(path, SIZE))
                .isInstanceOf(FormatException.class)
                .hasMessageContainingAll(words)
                .hasMessageStartingWith(path.toString())
                .satisfies(e -> assertThat(((FormatException) e).offset()).isEqualTo(offset));
    }
}
