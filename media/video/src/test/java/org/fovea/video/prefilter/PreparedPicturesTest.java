package org.fovea.video.prefilter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;

class PreparedPicturesTest {
    private static final FrameSize SIZE = new FrameSize(90, 67);
    private static final FrameSize SMALL = new FrameSize(46, 34);
    private static final int FRAMES = 3;

    private static byte[] frame(int number) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        new Random(number).nextBytes(rgb);
        for (int i = 0; i < rgb.length; i++) {
            // A slope with some noise.
            rgb[i] = (byte) (40 + i / 3 % SIZE.width() + (rgb[i] & 31) + 20 * (i % 3));
        }
        return rgb;
    }

    private static List<byte[]> prepared(FrameSize size) throws IOException {
        TestClips.Given clip = new TestClips.Given(
                SIZE,
                IntStream.range(0, FRAMES).mapToObj(PreparedPicturesTest::frame).toList());
        List<byte[]> planes = new ArrayList<>();
        try (PreparedPictures pictures = new PreparedPictures(clip, size, ResizeFilter.LANCZOS)) {
            while (true) {
                Planes into = Planes.of(SampleLayout.YUV_420, size);
                if (!pictures.next(into)) {
                    break;
                }
                planes.addAll(List.of(into.data()));
            }
            assertThat(pictures.next(Planes.of(SampleLayout.YUV_420, size))).isFalse();
        }
        assertThat(clip.closed).isTrue();
        assertThat(planes).hasSize(3 * FRAMES);
        return planes;
    }

    @Test
    void without_steps_frames_get_other_colours_and_nothing_else() throws Exception {
        List<byte[]> planes = prepared(SIZE);
        RgbToYuv420 colours = new RgbToYuv420(SIZE);
        for (int frame = 0; frame < FRAMES; frame++) {
            byte[][] wanted = colours.convert(frame(frame)).data();
            for (int plane = 0; plane < 3; plane++) {
                assertThat(planes.get(3 * frame + plane)).isEqualTo(wanted[plane]);
            }
        }
    }

    @Test
    void pictures_have_the_size_that_is_coded() throws Exception {
        List<byte[]> planes = prepared(SMALL);
        List<byte[]> whole = prepared(SIZE);
        for (int i = 0; i < planes.size(); i++) {
            assertThat(planes.get(i)).hasSize(i % 3 == 0 ? 46 * 34 : 23 * 17);
            assertThat(mean(planes.get(i))).isBetween(mean(whole.get(i)) - 2, mean(whole.get(i)) + 2);
        }
    }

    private static double mean(byte[] plane) {
        double sum = 0;
        for (byte sample : plane) {
            sum += sample & 0xff;
        }
        return sum / plane.length;
    }
}
