package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.measure.PixelWorth;
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

    /** Masks after the flips that pay where a bit counts {@code multiplier} times its worth. */
    private static byte[] run(byte[] all, double multiplier, int threads) throws InterruptedException {
        MaskTensor wanted = new MaskTensor(SHAPE, all);
        List<CodedBits> bits = new ArrayList<>();
        byte[] stream = ClassMaskCoder.measure(
                wanted, MaskEffort.FAST, (_, _, costs) -> bits.add(new CodedBits(costs.coded())));
        Seen right = new Seen(new int[0], new double[0], 0);
        Masks masks = Masks.of(wanted, wanted);
        MaskState state = new MaskState(masks, Collections.nCopies(SHAPE.frames(), right), stream.length, bits);
        for (Proposal flips :
                new FlipSearch(wanted, PixelWorth.EVEN, PRICE, threads).proposals(state, multiplier, _ -> {})) {
            byte[] frame = masks.frame(flips.pair());
            flips.apply(frame);
            masks.replace(flips.pair(), frame);
        }
        return masks.tensor().classIds();
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
        assertThat(run(bumpy, 4, 1)).isEqualTo(clean);
        // Wrong pixels so dear that no bits can pay for them.
        assertThat(run(bumpy, 0.001, 1)).isEqualTo(bumpy);
    }

    @Test
    void flips_save_bytes_of_the_real_coder() throws Exception {
        byte[] noisy = NeighbourhoodModelTest.masks(SHAPE, 5);
        byte[] smooth = run(noisy, 2, 1);
        int flips = 0;
        for (int i = 0; i < noisy.length; i++) {
            flips += noisy[i] == smooth[i] ? 0 : 1;
        }
        int saved = 8 * (bytes(noisy) - bytes(smooth));
        assertThat(flips).isPositive();
        assertThat(PRICE * saved).isGreaterThan(0.7 / 2 * flips);
    }

    private static int bytes(byte[] all) {
        return ClassMaskCoder.encode(new MaskTensor(SHAPE, all), MaskEffort.FAST, null).length;
    }

    @Test
    void the_number_of_threads_changes_nothing() throws Exception {
        byte[] noisy = NeighbourhoodModelTest.masks(SHAPE, 6);
        byte[] one = run(noisy, 2, 1);
        byte[] three = run(noisy, 2, 3);
        assertThat(three).isEqualTo(one);
        assertThat(Arrays.equals(one, noisy)).isFalse();
    }
}
