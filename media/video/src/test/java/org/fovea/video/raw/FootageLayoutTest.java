package org.fovea.video.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.testkit.SharedFiles;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real frames by day and night, laid out rightly and in each of the ways that have been mistaken for it. */
class FootageLayoutTest {
    private static final int FRAMES = 6;

    @ParameterizedTest
    @ValueSource(strings = {"data/footage/comma_head32.mkv", "data/footage/solidWhiteRight.mp4"})
    void planar_frames_are_told_from_interleaved_ones(String name) throws IOException {
        Clip clip = Clip.open(SharedFiles.file(name));
        FrameSize size = clip.size();
        byte[] rgb = new byte[size.rgbBytes()];
        try (FrameSource frames = clip.frames()) {
            for (int i = 0; i < FRAMES && frames.next(rgb); i++) {
                assertOrders(rgb, planar(rgb, size), swapped(rgb), size);
                assertThat(ByteOrderCheck.objection(twoFrames420(rgb, size), rgb, size))
                        .isPresent();
            }
        }
    }

    /** Against the original, also after some damage of the kind that a codec does. */
    private static void assertOrders(byte[] rgb, byte[] planes, byte[] bgr, FrameSize size) {
        byte[] blurred = blurred(rgb, size);
        assertThat(ByteOrderCheck.objection(rgb, rgb, size)).isEmpty();
        assertThat(ByteOrderCheck.objection(blurred, rgb, size)).isEmpty();
        assertThat(ByteOrderCheck.objection(bgr, rgb, size).orElseThrow()).contains("interleaved BGR");
        assertThat(ByteOrderCheck.objection(swapped(blurred), rgb, size).orElseThrow())
                .contains("interleaved BGR");
        assertThat(ByteOrderCheck.objection(planes, rgb, size).orElseThrow()).contains("planes red, green, blue");
        assertThat(ByteOrderCheck.objection(planar(blurred, size), rgb, size).orElseThrow())
                .contains("planes");
    }

    private static byte[] planar(byte[] rgb, FrameSize size) {
        byte[] out = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            out[i % 3 * size.pixels() + i / 3] = rgb[i];
        }
        return out;
    }

    private static byte[] swapped(byte[] rgb) {
        byte[] out = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            out[i] = rgb[i - i % 3 + 2 - i % 3];
        }
        return out;
    }

    /** As long as one frame of RGB. */
    private static byte[] twoFrames420(byte[] rgb, FrameSize size) {
        Planes planes = new RgbToYuv420(size).convert(rgb);
        byte[] out = new byte[rgb.length];
        int at = 0;
        for (int frame = 0; frame < 2; frame++) {
            for (byte[] plane : List.of(planes.data()[0], planes.data()[1], planes.data()[2])) {
                System.arraycopy(plane, 0, out, at, plane.length);
                at += plane.length;
            }
        }
        return out;
    }

    private static byte[] blurred(byte[] rgb, FrameSize size) {
        byte[] out = rgb.clone();
        for (int i = 3; i < size.rgbBytes() - 3; i++) {
            int sum = (rgb[i - 3] & 0xff) + 2 * (rgb[i] & 0xff) + (rgb[i + 3] & 0xff);
            out[i] = (byte) (sum / 4 & ~3);
        }
        return out;
    }
}
