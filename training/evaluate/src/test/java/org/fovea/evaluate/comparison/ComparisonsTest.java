package org.fovea.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.comparison.MeanSquared.Mask;
import org.fovea.evaluate.torch.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonsTest {
    private static final int NUMBERS = 8;
    private static final float STEP = 1e-2f;

    static Stream<Comparison> ofNumbers() {
        return Stream.of(
                MeanSquared.ALL,
                new MeanSquared(Optional.of(new Mask(0, Double.POSITIVE_INFINITY))),
                new MeanAbsolute(),
                new Huber(0.5),
                new Cosine(),
                new Angle(Angle.Kind.RADIANS),
                new Angle(Angle.Kind.DEGREES),
                new Angle(Angle.Kind.QUATERNIONS));
    }

    private static float[] random(long seed, double scale) {
        Random random = new Random(seed);
        float[] values = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    private static double loss(Comparison comparison, float[] original, float[] candidate) {
        try (PointerScope scope = new PointerScope()) {
            return comparison
                    .loss(Tensors.of(original, 1, NUMBERS), Tensors.of(candidate, 1, NUMBERS))
                    .item_double();
        }
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void training_and_score_see_the_same_number(Comparison comparison) {
        for (int seed = 1; seed <= 20; seed++) {
            float[] a = random(seed, 2);
            float[] b = random(seed + 100, 2);
            double value = comparison.value(a, b);
            assertThat(value).isPositive();
            assertThat(loss(comparison, a, b)).isCloseTo(value, within(1e-4 * value + 1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void nothing_is_lost_between_equals_and_the_slope_there_is_finite(Comparison comparison) {
        float[] a = random(3, 1);
        assertThat(comparison.value(a, a.clone())).isZero();
        for (float slope : gradient(comparison, a, a)) {
            assertThat(slope).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void gradients_are_what_finite_differences_say(Comparison comparison) {
        float[] a = random(5, 1);
        float[] b = random(6, 1);
        float[] slopes = gradient(comparison, a, b);
        for (int i = 0; i < NUMBERS; i++) {
            float[] up = b.clone();
            float[] down = b.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double expected = (comparison.value(a, up) - comparison.value(a, down)) / ((double) up[i] - down[i]);
            assertThat((double) slopes[i]).isCloseTo(expected, within(2e-2 * Math.abs(expected) + 2e-3));
        }
    }

    private static float[] gradient(Comparison comparison, float[] original, float[] candidate) {
        try (PointerScope scope = new PointerScope()) {
            Tensor leaf = Tensors.of(candidate, 1, NUMBERS).set_requires_grad(true);
            comparison.loss(Tensors.of(original, 1, NUMBERS), leaf).backward();
            return Tensors.floats(leaf.grad());
        }
    }

    @Test
    void values_are_what_one_computes_by_hand() {
        float[] a = {0, 1, 2, 3};
        float[] b = {1, 1, 2, 5};
        assertThat(MeanSquared.ALL.value(a, b)).isEqualTo(5 / 4.0);
        assertThat(new MeanSquared(Optional.of(new Mask(0, 2.5))).value(a, b)).isZero();
        assertThat(new MeanSquared(Optional.of(new Mask(2, 9))).value(a, b)).isEqualTo(4);
        assertThat(new MeanAbsolute().value(a, b)).isEqualTo(3 / 4.0);
        assertThat(new Huber(1).value(a, b)).isEqualTo((0.5 + 1.5) / 4);
        assertThat(new Cosine().value(new float[] {3, 0}, new float[] {0, 9})).isCloseTo(1, within(1e-12));
        assertThat(new Cosine().value(new float[] {3, 1}, new float[] {-6, -2})).isCloseTo(2, within(1e-12));
        assertThat(new Angle(Angle.Kind.DEGREES).value(new float[] {179}, new float[] {-179}))
                .isCloseTo(4, within(1e-9));
    }

    @Test
    void quaternions_are_rotations_whatever_their_sign_and_length() {
        Comparison angle = new Angle(Angle.Kind.QUATERNIONS);
        float half = (float) Math.sqrt(0.5);
        float[] none = {1, 0, 0, 0};
        float[] quarterTurn = {-2 * half, -2 * half, 0, 0};
        assertThat(angle.value(none, quarterTurn)).isCloseTo(Math.PI * Math.PI / 4, within(1e-6));
        assertThat(angle.value(none, new float[] {-3, 0, 0, 0})).isZero();
    }

    @Test
    void merged_and_ignored_classes_are_not_told_apart() {
        ClassRule rule = new ClassRule(List.of(List.of(0, 2), List.of(1), List.of(3)), List.of(1.0, 3.0, 0.0));
        byte[] original = rule.merge(new byte[] {0, 1, 2, 3});
        byte[] candidate = rule.merge(new byte[] {2, 0, 2, 0});
        assertThat(original).containsExactly(0, 1, 0, 2);
        assertThat(rule.differing(original, candidate)).isEqualTo(1);
        assertThat(rule.share(original, candidate)).isEqualTo(3 / 5.0);
        float[] each = ClassRule.pixelWeights(rule.weights(), original);
        assertThat(each).containsExactly(0.8f, 2.4f, 0.8f, 0f);
    }

    @Test
    void merged_probabilities_are_the_sums_of_the_members() {
        try (PointerScope scope = new PointerScope()) {
            ClassRule rule = new ClassRule(List.of(List.of(0, 2), List.of(1)), List.of());
            Tensor logits = Tensors.of(new float[] {1, 2, 3}, 1, 3, 1, 1);
            float[] merged = Tensors.floats(rule.merge(logits));
            double sum = Math.exp(1) + Math.exp(3);
            assertThat((double) merged[0]).isCloseTo(Math.log(sum), within(1e-5));
            assertThat(merged[1]).isEqualTo(2f);
            // A share of the pixels whose largest logit is another class's, smoothly.
            Comparison pixels = new DifferingPixels(rule);
            Tensor kept = pixels.kept(logits);
            assertThat(Tensors.floats(kept)).containsExactly(0f);
            assertThat(pixels.loss(kept, logits).item_double()).isCloseTo(1 - sum / (sum + Math.exp(2)), within(1e-5));
        }
    }

    @Test
    void rules_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new ClassRule(List.of(List.of(0), List.of(2)), List.of()))
                .hasMessageContaining("each of the network's classes once");
        assertThatThrownBy(() -> new ClassRule(List.of(), List.of(0.0, 0.0))).hasMessageContaining("no class counts");
        assertThatThrownBy(() -> new Mask(2, 1)).hasMessageContaining("no value");
        assertThatThrownBy(() -> new Angle(Angle.Kind.QUATERNIONS).verify(new long[] {1, 6}))
                .hasMessageContaining("multiple of 4");
    }
}
