package org.fovea.encode.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.comparison.ClassRule;
import org.junit.jupiter.api.Test;

class PixelWorthTest {
    private static final MaskTensor WANTED =
            new MaskTensor(new MaskShape(2, 2, 3, 3), new byte[] {0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2});

    @Test
    void the_worth_of_the_wrong_pixels_of_a_pair_is_its_distortion() {
        List<Double> weights = List.of(1.0, 10.0, 0.0);
        PixelWorth worth = PixelWorth.of(weights, WANTED);
        byte[] seen = {0, 1, 0, 0, 2, 0};
        byte[] wanted = WANTED.frame(0);
        double sum = 0;
        double all = 0;
        for (int i = 0; i < wanted.length; i++) {
            sum += wanted[i] == seen[i] ? 0 : worth.of(0, wanted[i]);
            all += worth.of(0, wanted[i]);
        }
        ClassRule rule = new ClassRule(List.of(), weights);
        assertThat(sum / wanted.length).isCloseTo(rule.share(wanted, seen), within(1e-12));
        assertThat(sum / wanted.length).isCloseTo(11.0 / 14, within(1e-12));
        assertThat(all).isCloseTo(wanted.length, within(1e-12));
        assertThat(worth.ofPair(0)[1]).isEqualTo(10 * worth.ofPair(0)[0]);
    }

    @Test
    void a_pair_of_ignored_classes_counts_nothing_and_even_classes_count_one() {
        PixelWorth worth = PixelWorth.of(List.of(1.0, 10.0, 0.0), WANTED);
        assertThat(worth.of(1, (byte) 2)).isZero();
        assertThat(worth.ofPair(1)).containsOnly(0);
        assertThat(PixelWorth.of(List.of(), WANTED)).isSameAs(PixelWorth.EVEN);
        assertThat(PixelWorth.EVEN.of(1, (byte) 2)).isEqualTo(1);
        assertThat(PixelWorth.EVEN.ofPair(1)).isEmpty();
    }
}
