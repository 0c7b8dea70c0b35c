package org.fovea.video.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.render.frame.PngWriter;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips as other programs write them; {@code make-clips.sh} beside them makes them, and what ffmpeg shows of each. */
class ForeignClipsTest {
    private static final int TS_PACKET = 188;

    @TempDir
    private Path folder;

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ForeignClipsTest.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One level is what ffmpeg's fixed point and its steps to 16 bits may differ by. */
    @ParameterizedTest
    @CsvSource({
        "base.mp4, 6, bt601-limited-bilinear-1, h264",
        "full.mp4, 6, bt601-full-bilinear-1, h264",
        "bt709.mp4, 6, bt709-limited-bilinear-1, h264",
        "bt709-full.mp4, 6, bt709-full-bilinear-1, h264",
        "bt2020.mp4, 6, bt2020-limited-bilinear-1, h264",
        "bt709-ten.mp4, 6, bt709-limited-bilinear-1, hevc",
        "ten-422.mkv, 6, bt601-limited-bilinear-1, hevc",
        "twelve-444.mkv, 6, bt601-limited-bilinear-1, hevc",
        "pq.mp4, 6, bt2100-pq-limited-to-bt709-1, hevc",
        "pq8.mp4, 6, bt2100-pq-limited-to-bt709-1, h264",
        "hlg.mp4, 6, bt2100-hlg-limited-to-bt709-1, hevc",
        "rotate90.mp4, 6, bt601-limited-bilinear-1, h264",
        "rotate180.mp4, 6, bt601-limited-bilinear-1, h264",
        "rotate270.mp4, 6, bt601-limited-bilinear-1, h264",
        "h264.ts, 6, bt601-limited-bilinear-1, h264",
        "h264.m2ts, 6, bt601-limited-bilinear-1, h264",
        "h264.avi, 6, bt601-limited-bilinear-1, h264",
        "joined.ts, 12, bt601-limited-bilinear-1, h264",
        "eight.y4m, 2, bt601-limited-bilinear-1, rawvideo",
        "full.y4m, 2, bt601-full-bilinear-1, rawvideo",
        "ten.y4m, 2, bt601-limited-bilinear-1, rawvideo",
        "grey.y4m, 2, bt601-full-bilinear-1, rawvideo",
        "yuyv.avi, 2, bt601-limited-bilinear-1, rawvideo",
        "bottom-up-bgr24.avi, 1, rgb-1, rawvideo",
        "bottom-up-bgra.avi, 1, rgb-1, rawvideo",
        "bottom-up-pal8.avi, 1, rgb-1, rawvideo",
        "rgb555be.mov, 1, rgb-1, rawvideo",
        "vp9.webm, 6, bt601-limited-bilinear-1, vp9",
        "vp9-ten.webm, 6, bt601-limited-bilinear-1, vp9",
        "vp9-alpha.webm, 6, bt601-limited-bilinear-1, vp9",
        "motion.avi, 6, bt601-full-bilinear-1, mjpeg",
        "motion.mov, 6, bt601-full-bilinear-1, mjpeg",
        "prores.mov, 2, bt601-limited-bilinear-1, prores",
        "prores-alpha.mov, 1, bt601-limited-bilinear-1, prores",
        "mpeg4.mp4, 6, bt601-limited-bilinear-1, mpeg4",
        "xvid.avi, 6, bt601-limited-bilinear-1, mpeg4",
        "png-rgb24, 1, rgb-1, png",
        "png-rgb48be, 1, rgb-1, png",
        "png-rgba, 1, rgb-1, png",
        "png-monob, 1, rgb-1, png",
        "png-palette, 2, rgb-1, png",
        "png-gray, 1, bt601-full-bilinear-1, png",
        "png-gray16be, 1, bt601-full-bilinear-1, png",
        "png-ya8, 1, bt601-full-bilinear-1, png",
        "jpeg, 2, bt601-full-bilinear-1, mjpeg",
        "jpeg-grey, 1, bt601-full-bilinear-1, mjpeg",
    })
    void every_frame_is_ffmpegs_to_a_level(String name, int count, String rule, String codec) throws IOException {
        Clip clip = Clip.open(resource(name));
        assertThat(clip.rule().id()).isEqualTo(rule);
        assertThat(clip.facts().codec()).isEqualTo(codec);
        assertThat(clip.decoder()).contains(codec).endsWith(rule);
        assertThat(clip.frameCount()).isEqualTo(count);
        List<byte[]> frames = TestClips.read(clip);
        assertThat(frames).hasSize(count);
        byte[] expected;
        try (InputStream in = new GZIPInputStream(ForeignClipsTest.class.getResourceAsStream(name + ".rgb.gz"))) {
            expected = in.readAllBytes();
        }
        assertThat(expected).hasSize(count * clip.size().rgbBytes());
        long apart = 0;
        for (int i = 0; i < expected.length; i++) {
            byte[] frame = frames.get(i / clip.size().rgbBytes());
            int difference = Math.abs((frame[i % frame.length] & 0xff) - (expected[i] & 0xff));
            assertThat(difference).as("value %d", i).isLessThanOrEqualTo(1);
            apart += difference;
        }
        // ffmpeg cuts the lower bits of 16 off, which is half a level.
        assertThat((double) apart / expected.length).isLessThan(0.5);
    }

    @Test
    void turned_clips_have_the_size_that_is_shown() throws IOException {
        Clip clip = Clip.open(resource("rotate90.mp4"));
        assertThat(clip.size()).isEqualTo(new FrameSize(32, 48));
        assertThat(clip.facts().orientation()).isEqualTo("turned anticlockwise by 90 degrees");
        assertThat(Clip.open(resource("base.mp4")).facts().orientation()).isEqualTo("none");
    }

    @Test
    void samples_without_a_header_are_refused_with_the_command_that_makes_a_clip_of_them() throws IOException {
        Path file = Files.write(folder.resolve("a.yuv"), new byte[48 * 32 * 3 / 2]);
        ClipTest.assertRefused(file, "samples without a header", "ffmpeg -f rawvideo -pix_fmt yuv420p -s WxH -i ");
    }

    /** The challenge takes BT.601 for every clip; a clip without tags is the same under both. */
    @Test
    void the_challenges_colours_can_be_asked_for() throws IOException {
        Clip tagged = Clip.open(resource("bt709.mp4"));
        Clip asked = tagged.withColours(ColourChoice.CHALLENGE);
        assertThat(asked.rule().id()).isEqualTo("bt601-limited-bilinear-1");
        assertThat(TestClips.read(asked).getFirst())
                .isNotEqualTo(TestClips.read(tagged).getFirst());
        Clip plain = Clip.open(resource("base.mp4"));
        assertThat(plain.withColours(ColourChoice.CHALLENGE).decoder()).isEqualTo(plain.decoder());
    }

    @ParameterizedTest
    @CsvSource({
        "headless.mkv, does not begin with a key frame, ' -c copy '",
        "headless.ts, does not begin with a key frame, ' -c'",
        "interlaced.mp4, is interlaced, ' -vf bwdif=send_frame -c:v ffv1 '",
        "two.mp4, there are 2 video streams, ' -map 0:v:0 -c copy '",
        "mpeg2.ts, codec mpeg2video is not read, ' -c:v ffv1 '",
        "moving.gif, 'a GIF picture, not a clip', ' -c:v ffv1 '",
    })
    void what_is_refused_is_named_with_the_command_that_helps(String name, String what, String command) {
        ClipTest.assertRefused(resource(name), what, ": ffmpeg -i ", command);
    }

    @Test
    void files_that_end_too_early_are_named_for_what_they_lack() throws IOException {
        byte[] mp4 = Files.readAllBytes(resource("base.mp4"));
        // ftyp, free and mdat come first; moov is last.
        int index = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("moov") - 4;
        ClipTest.assertRefused(
                Files.write(folder.resolve("a.mp4"), Arrays.copyOf(mp4, index)), "the index (moov) is missing");
        byte[] y4m = Files.readAllBytes(resource("eight.y4m"));
        ClipTest.assertRefused(
                Files.write(folder.resolve("a.y4m"), Arrays.copyOf(y4m, y4m.length - 9)),
                "truncated: the last frame is not whole");
        byte[] avi = Files.readAllBytes(resource("motion.avi"));
        ClipTest.assertRefused(
                Files.write(folder.resolve("a.avi"), Arrays.copyOf(avi, avi.length - 9)), "truncated: the chunk ends");
    }

    /** Streams are joined between units, where counts may jump; inside one, a jump is a loss. */
    @Test
    void a_lost_packet_of_a_transport_stream_is_found_and_a_seam_is_none() throws IOException {
        byte[] whole = Files.readAllBytes(resource("h264.ts"));
        int lost = -1;
        for (int at = 0; at < whole.length && lost < 0; at += TS_PACKET) {
            int id = (whole[at + 1] & 0x1f) << 8 | whole[at + 2] & 0xff;
            lost = id == 0x100 && (whole[at + 1] & 0x40) == 0 ? at : -1;
        }
        byte[] damaged = new byte[whole.length - TS_PACKET];
        System.arraycopy(whole, 0, damaged, 0, lost);
        System.arraycopy(whole, lost + TS_PACKET, damaged, lost, damaged.length - lost);
        ClipTest.assertRefused(
                Files.write(folder.resolve("lost.ts"), damaged),
                "packets are missing before this one",
                "fetch it again");
        TestClips.assertFrames(
                TestClips.read(resource("joined.ts")).subList(6, 12), TestClips.read(resource("h264.ts")));
    }

    @Test
    void pictures_come_in_the_order_of_their_numbers_from_a_folder_or_a_pattern() throws IOException {
        FrameSize size = new FrameSize(9, 7);
        List<byte[]> frames = TestClips.frames(12, size, 3);
        for (int i = 0; i < frames.size(); i++) {
            Files.write(
                    folder.resolve("東 " + (i + 3) + ".png"), PngWriter.rgb(frames.get(i), size.height(), size.width()));
        }
        Clip clip = Clip.open(folder);
        assertThat(clip.frameCount()).isEqualTo(12);
        assertThat(clip.facts().frameRate().isKnown()).isFalse();
        TestClips.assertFrames(TestClips.read(clip), frames);
        Clip pattern = Clip.open(folder.resolve("東 %d.png"));
        TestClips.assertFrames(TestClips.read(pattern), frames);
        assertThat(pattern.sha256()).isEqualTo(clip.sha256()).isNotEqualTo(Sha256.of(new byte[0]));
        ClipTest.assertRefused(folder.resolve("東 %02d.jpg"), "no picture has a name of this pattern");
        Files.copy(folder.resolve("東 3.png"), folder.resolve("n0000000003.png"));
        TestClips.assertFrames(TestClips.read(folder.resolve("n%010d.png")), frames.subList(0, 1));
        Files.delete(folder.resolve("n0000000003.png"));
        Files.delete(folder.resolve("東 7.png"));
        ClipTest.assertRefused(folder.resolve("東 %d.png"), "picture 7 is missing");
        Files.writeString(folder.resolve("notes.txt"), "");
        ClipTest.assertRefused(folder, "the folder holds pictures and notes.txt");
        Files.move(folder.resolve("notes.txt"), folder.resolve("12.jpg"));
        ClipTest.assertRefused(folder, "PNG and JPEG");
    }

    @Test
    void pictures_that_are_sent_coarse_to_fine_are_no_interlaced_video() throws IOException {
        BufferedImage picture = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(5, 3, 0xff8040);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam adam7 = writer.getDefaultWriteParam();
        adam7.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream out =
                ImageIO.createImageOutputStream(folder.resolve("0.png").toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), adam7);
        }
        byte[] frame = TestClips.read(folder).getFirst();
        assertThat(Arrays.copyOfRange(frame, 3 * (3 * 9 + 5), 3 * (3 * 9 + 7)))
                .isEqualTo(new byte[] {(byte) 0xff, (byte) 0x80, 0x40, 0, 0, 0});
    }

    @Test
    void pictures_of_another_size_or_kind_are_refused_by_name() throws IOException {
        for (int i = 0; i < 3; i++) {
            FrameSize size = new FrameSize(i == 2 ? 8 : 9, 7);
            byte[] png = PngWriter.rgb(new byte[size.rgbBytes()], size.height(), size.width());
            Files.write(folder.resolve(i + ".png"), png);
        }
        assertThatThrownBy(() -> TestClips.read(folder))
                .hasMessageStartingWith(folder.resolve("2.png").toString())
                .hasMessageContaining("from 9×7 to 8×7 at frame 2");
        Files.writeString(folder.resolve("2.png"), "no picture");
        ClipTest.assertRefusedBy(folder, folder.resolve("2.png"), "neither a PNG nor a JPEG");
        ClipTest.assertRefused(Path.of("-"), "standard input cannot be read twice", "write it to a file first");
    }
}
