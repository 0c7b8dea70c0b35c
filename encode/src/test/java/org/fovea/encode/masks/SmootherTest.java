package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class SmootherTest {
    private static final MaskShape SHAPE = new MaskShape(6, 40, 48, 3);
    private static final double PRICE = 0.25;

    private static byte[] steady() {
        byte[] all = new byte[(int) SHAPE.total()];
        for (int i = 0; i < all.length; i++) {
            int x = i % SHAPE.width();
            int y = i / SHAPE.width() % SHAPE.height();
            all[i] = (byte) (x < 10 + y / 4 ? 0 : x < 30 ? 1 : 2);
        }
        return all;
    }

    private static byte[] run(byte[] all, double loss) throws InterruptedException {
        MaskTensor wanted = new MaskTensor(SHAPE, all);
        return new FlipSearch(wanted, PRICE, 1)
                .assumed(Masks.of(wanted, wanted), loss)
                .tensor()
                .classIds();
    }

    @Test
    void bumps_and_flicker_go_where_they_cost_more_than_they_are_worth() throws Exception {
        byte[] clean = steady();
        byte[] bumpy = clean.clone();
        int bump = 3 * SHAPE.pixels() + 17 * SHAPE.width() + 30;
        bumpy[bump] = 1;
        int speck = 4 * SHAPE.pixels() + 30 * SHAPE.width() + 40;
        bumpy[speck] = 0;
        bumpy[speck + 1] = 0;
        assertThat(run(bumpy, 0.5)).isEqualTo(clean);
        // Wrong pixels so dear that no bits can pay for them.
        assertThat(run(bumpy, 100)).isEqualTo(bumpy);
    }

    @Test
    void flips_save_bytes_of_the_real_coder() throws Exception {
        byte[] noisy = NeighbourhoodModelTest.masks(SHAPE, 5);
        byte[] smooth = run(noisy, 0.3);
        int flips = 0;
        for (int i = 0; i < noisy.length; i++) {
            flips += noisy[i] == smooth[i] ? 0 : 1;
        }
        int saved = 8 * (bytes(noisy) - bytes(smooth));
        assertThat(flips).isPositive();
        assertThat(PRICE * saved).isGreaterThan(0.3 * flips);
    }

    private static int bytes(byte[] all) {
        return ClassMaskCoder.encode(new MaskTensor(SHAPE, all), MaskEffort.FAST, null).length;
    }

    @Test
    void the_number_of_threads_changes_nothing() throws Exception {
        byte[] noisy = NeighbourhoodModelTest.masks(SHAPE, 6);
        MaskTensor wanted = new MaskTensor(SHAPE, noisy);
        byte[] one = run(noisy, 0.3);
        byte[] three = new FlipSearch(wanted, PRICE, 3)
                .assumed(Masks.of(wanted, wanted), 0.3)
                .tensor()
                .classIds();
        assertThat(three).isEqualTo(one);
        assertThat(Arrays.equals(one, noisy)).isFalse();
    }
}
