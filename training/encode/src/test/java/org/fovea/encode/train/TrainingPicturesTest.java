package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.encode.DrawnClip;
import org.fovea.evaluate.FrameOpener;
import org.junit.jupiter.api.Test;

class TrainingPicturesTest {
    private static final FrameSize SIZE = new FrameSize(20, 10);

    /** One pair: the upper half of the second frame has one brightness, the lower half another. */
    private static TrainingPictures pictures(int upper, int lower) throws Exception {
        FrameOpener frames = DrawnClip.of(SIZE, 2, (frame, rgb) -> {
            Arrays.fill(rgb, 0, rgb.length / 2, (byte) upper);
            Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) lower);
        });
        return TrainingPictures.read(frames, 1, true, new FrameSize(4, 2), TrainingPictures.MOST);
    }

    @Test
    void a_clip_by_day_is_shown_as_it_is() throws Exception {
        byte[] picture = pictures(230, 10).picture(0);
        assertThat(picture[0] & 0xff).isEqualTo(230);
        assertThat(picture[picture.length - 1] & 0xff).isEqualTo(10);
    }

    @Test
    void a_dark_clip_is_shown_brighter_and_nothing_in_it_is_black() throws Exception {
        byte[] picture = pictures(40, 0).picture(0);
        assertThat(picture[0] & 0xff).isEqualTo(200);
        assertThat(picture[picture.length - 1] & 0xff).isEqualTo(24);
        assertThat(pictures(0, 0).picture(0)).containsOnly(24);
    }
}
