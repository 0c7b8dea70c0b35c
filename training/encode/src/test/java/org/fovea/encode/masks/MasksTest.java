package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class MasksTest {
    private static final MaskShape SHAPE = new MaskShape(4, 20, 24, 16);

    private static MaskTensor tensor(int seed) {
        byte[] all = new byte[(int) SHAPE.total()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) ((i * 31 + i / 7 * seed) % SHAPE.classes());
        }
        return new MaskTensor(SHAPE, all);
    }

    @Test
    void versions_come_back_whole_and_do_not_touch_each_other() {
        MaskTensor wanted = tensor(1);
        MaskTensor other = tensor(5);
        Masks masks = Masks.of(wanted, other);
        assertThat(masks.tensor().classIds()).isEqualTo(other.classIds());
        assertThat(masks.flipped()).isPositive();
        Masks copy = masks.copy();
        copy.replace(2, wanted.frame(2));
        assertThat(copy.frame(2)).isEqualTo(wanted.frame(2));
        assertThat(copy.frame(3)).isEqualTo(other.frame(3));
        assertThat(masks.frame(2)).isEqualTo(other.frame(2));
        assertThat(Masks.of(wanted, wanted).flipped()).isZero();
    }
}
