package org.fovea.video.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.ColourRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipWriterTest {
    private static final FrameSize SIZE = new FrameSize(96, 64);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"96, 64", "17, 13", "2, 2", "131, 70"})
    void every_byte_comes_back_from_ffv1(int width, int height) throws IOException {
        FrameSize size = new FrameSize(width, height);
        List<byte[]> frames = TestClips.frames(7, size, 1);
        Path path = TestClips.lossless(folder.resolve("a.mkv"), size, frames);
        Clip clip = Clip.open(path);
        assertThat(clip.rule()).isEqualTo(ColourRule.RGB);
        assertThat(clip.facts().frameRate()).isEqualTo(new FrameRate(25, 1));
        TestClips.assertFrames(TestClips.read(clip), frames);
    }

    @Test
    void av1_comes_back_nearly_and_smaller_for_a_larger_crf() throws IOException {
        List<byte[]> frames = TestClips.frames(20, SIZE, 2);
        Path good = TestClips.write(folder.resolve("good.mkv"), SIZE, ClipSettings.av1(15, 10), frames);
        Path poor = TestClips.write(folder.resolve("poor.mkv"), SIZE, ClipSettings.av1(60, 10), frames);
        List<byte[]> decoded = TestClips.read(good);
        assertThat(decoded).hasSize(20);
        double goodError = meanSquare(decoded, frames);
        double poorError = meanSquare(TestClips.read(poor), frames);
        // 4:2:0 alone costs about 60 on these sharp colour edges.
        assertThat(goodError).isLessThan(150);
        assertThat(poorError).isGreaterThan(1.5 * goodError);
        assertThat(Files.size(poor)).isLessThan(Files.size(good) / 2);
    }

    /**
     * SVT-AV1 gives whoever opens it the highest real-time priority where it may, as root: all that the thread does
     * later would keep other processes from running.
     */
    @Test
    void an_encoder_leaves_the_priority_of_its_caller_alone() throws Exception {
        Path facts = Path.of("/proc/thread-self/stat");
        assumeTrue(Files.exists(facts), "only Linux tells a thread's priority");
        String before = scheduling(facts);
        TestClips.write(folder.resolve("a.mkv"), SIZE, ClipSettings.av1(60, 10), TestClips.frames(3, SIZE, 2));
        assertThat(scheduling(facts)).isEqualTo(before);
    }

    /** Priority, real-time priority and policy: the 18th, 40th and 41st word of the line. */
    private static String scheduling(Path facts) throws IOException {
        String line = Files.readString(facts);
        String[] words = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return words[15] + " " + words[37] + " " + words[38];
    }

    @ParameterizedTest
    @CsvSource({"AV1", "FFV1"})
    void the_same_frames_and_settings_give_the_same_bytes(ClipSettings.Codec codec) throws IOException {
        ClipSettings settings = codec == ClipSettings.Codec.AV1 ? ClipSettings.av1(35, 9) : ClipSettings.ffv1();
        List<byte[]> frames = TestClips.frames(40, SIZE, 3);
        Path first = TestClips.write(folder.resolve("1.mkv"), SIZE, settings, frames);
        Path second = TestClips.write(folder.resolve("2.mkv"), SIZE, settings, frames);
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void nothing_is_left_of_a_clip_that_was_not_committed() throws IOException {
        Path target = folder.resolve("a.mkv");
        try (ClipWriter writer = ClipWriter.create(target, SIZE, FrameRate.UNKNOWN, ClipSettings.ffv1(), false)) {
            writer.write(new byte[SIZE.rgbBytes()]);
            assertThat(target).doesNotExist();
        }
        try (ClipWriter writer = ClipWriter.create(target, SIZE, FrameRate.UNKNOWN, ClipSettings.ffv1(), false)) {
            assertThrown(IllegalStateException.class, writer::commit);
            assertThrown(IllegalArgumentException.class, () -> writer.write(new byte[5]));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_older_file_is_replaced_only_where_that_was_said() throws IOException {
        Path target = Files.writeString(folder.resolve("a.mkv"), "precious");
        assertThrown(
                FileAlreadyExistsException.class,
                () -> ClipWriter.create(target, SIZE, FrameRate.UNKNOWN, ClipSettings.ffv1(), false));
        assertThat(target).hasContent("precious");
        TestClips.lossless(target, SIZE, TestClips.frames(1, SIZE, 4));
        assertThat(Clip.open(target).frameCount()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_written_is_refused_at_once() {
        assertThrown(
                IllegalArgumentException.class,
                () -> ClipWriter.create(
                        folder.resolve("a.mkv"),
                        new FrameSize(97, 64),
                        FrameRate.UNKNOWN,
                        ClipSettings.av1(30, 8),
                        false),
                "even");
        assertThrown(IllegalArgumentException.class, () -> ClipSettings.av1(64, 8));
        assertThrown(IllegalArgumentException.class, () -> ClipSettings.av1(30, -1));
    }

    private static double meanSquare(List<byte[]> one, List<byte[]> other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            for (int k = 0; k < one.get(i).length; k++) {
                double difference = (one.get(i)[k] & 0xff) - (other.get(i)[k] & 0xff);
                sum += difference * difference;
            }
        }
        return sum / one.size() / one.getFirst().length;
    }
}
