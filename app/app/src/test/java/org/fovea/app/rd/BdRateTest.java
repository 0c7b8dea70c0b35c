package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.fovea.app.rd.BdRate.Point;
import org.junit.jupiter.api.Test;

class BdRateTest {
    private static final List<Point> ONE = points(new double[][] {
        {1200, 0.09}, {2500, 0.041}, {4700, 0.022}, {9800, 0.0085}, {16000, 0.006},
    });
    private static final List<Point> OTHER = points(new double[][] {
        {900, 0.12}, {1400, 0.06}, {3100, 0.02}, {5200, 0.012},
    });

    private static List<Point> points(double[][] values) {
        return java.util.Arrays.stream(values)
                .map(value -> new Point(value[0], value[1]))
                .toList();
    }

    private static BdRate.Delta delta(List<Point> reference, List<Point> test) {
        return (BdRate.Delta) BdRate.of(reference, test);
    }

    @Test
    void half_the_bytes_everywhere_is_minus_a_half() {
        List<Point> half = ONE.stream()
                .map(point -> new Point(point.bytes() / 2, point.distortion()))
                .toList();
        assertThat(delta(ONE, half).share()).isCloseTo(-0.5, within(1e-12));
        assertThat(delta(half, ONE).share()).isCloseTo(1, within(1e-12));
        assertThat(delta(ONE, ONE).share()).isCloseTo(0, within(1e-12));
        assertThat(delta(ONE, half).overlap()).isCloseTo(1, within(1e-12));
    }

    /** The values are those of SciPy 1.17.1: PchipInterpolator(quality, log10(bytes)).integrate(low, high). */
    @Test
    void it_is_what_another_implementation_computes() {
        assertThat(delta(ONE, OTHER).share()).isCloseTo(-0.2931145403412948, within(1e-12));
        assertThat(delta(ONE, OTHER).overlap()).isCloseTo(0.6725911518628073, within(1e-12));
    }

    @Test
    void lines_that_drift_apart_have_the_mean_of_their_logarithms() {
        // log10 of the rate is q/10 and q/10 + q/100 for qualities 10..20: the mean difference is 0.15.
        List<Point> straight = line(10, 0.1);
        List<Point> steeper = line(10, 0.11);
        assertThat(delta(straight, steeper).share()).isCloseTo(Math.pow(10, 0.15) - 1, within(1e-12));
    }

    private static List<Point> line(int from, double slope) {
        return IntStream.rangeClosed(from, from + 10)
                .mapToObj(quality -> new Point(Math.pow(10, quality * slope), Math.pow(10, -quality / 10.0)))
                .toList();
    }

    @Test
    void only_what_both_reach_counts() {
        // The other curve is cheap where the first one does not reach.
        List<Point> further = new java.util.ArrayList<>(line(10, 0.1));
        further.addAll(line(30, 0.02).subList(0, 4));
        assertThat(delta(line(10, 0.1), further.subList(0, 11)).share()).isCloseTo(0, within(1e-9));
        assertThat(BdRate.of(line(10, 0.1), line(40, 0.1)))
                .isEqualTo(new BdRate.Impossible("the curves reach no quality in common"));
    }

    @Test
    void too_few_points_and_beaten_points_are_told() {
        assertThat(BdRate.of(ONE, OTHER.subList(0, 3)))
                .isInstanceOfSatisfying(
                        BdRate.Impossible.class, why -> assertThat(why.reason()).contains("5 and 3"));
        List<Point> withBeaten = new java.util.ArrayList<>(OTHER);
        withBeaten.add(new Point(5000, 0.05));
        withBeaten.add(new Point(7000, 0));
        assertThat(BdRate.of(ONE, withBeaten)).isEqualTo(BdRate.of(ONE, OTHER));
    }

    @Test
    void the_order_of_points_does_not_matter() {
        assertThat(BdRate.of(ONE.reversed(), OTHER)).isEqualTo(BdRate.of(ONE, OTHER.reversed()));
    }
}
