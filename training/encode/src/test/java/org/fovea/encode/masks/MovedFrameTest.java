package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class MovedFrameTest {
    private static final MaskShape SHAPE = new MaskShape(2, 70, 90, 3);

    /** A disc whose centre is at the given place; two halves of the picture move differently. */
    private static byte classAt(int y, int x, int centreY, int centreX) {
        return (byte) (Math.hypot(y - centreY, x - centreX) < 9 ? 2 : y > 50 ? 1 : 0);
    }

    @Test
    void what_moved_is_moved_along() {
        byte[] all = new byte[(int) SHAPE.total()];
        for (int i = 0; i < all.length; i++) {
            int frame = i / SHAPE.pixels();
            int y = i / SHAPE.width() % SHAPE.height();
            int x = i % SHAPE.width();
            all[i] = classAt(y, x, 16 + 3 * frame, 16 - 4 * frame);
        }
        MaskTensor tensor = new MaskTensor(SHAPE, all);
        Window window = new Window(Masks.of(tensor, tensor), 1);
        byte[] moved = WarpedMap.of(window);
        int before = 0;
        int after = 0;
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                int at = window.index(y, x);
                before += window.previous[at] == window.current[at] ? 0 : 1;
                after += moved[at] == window.current[at] ? 0 : 1;
            }
        }
        assertThat(before).isGreaterThan(100);
        assertThat(after).isZero();
    }
}
