package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LevenbergMarquardtTest {
    private static LinearPose search(
            UnaryOperator<double[]> function, double[] start, double[] units, double enough, int trials) {
        LevenbergMarquardt search = new LevenbergMarquardt(units, enough, trials);
        return search.minimise(function, search.linear(function, start, function.apply(start)), true);
    }

    @Test
    void follows_a_curved_valley() {
        UnaryOperator<double[]> rosenbrock = x -> new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]};
        LinearPose found = search(rosenbrock, new double[] {-1.2, 1}, new double[] {1e-3, 1e-3}, 1e-12, 200);
        assertThat(found.cost()).isLessThan(1e-9);
        assertThat(found.pose()[0]).isBetween(0.999, 1.001);
    }

    @Test
    void rounded_values_do_not_mislead_it() {
        UnaryOperator<double[]> rough = x -> new double[] {
            Math.rint(1000 * (StrictMath.sin(x[0]) + 0.3 * x[1] - 0.9)) / 1000,
            Math.rint(1000 * (x[1] - 0.2 * x[0] * x[0] - 0.4)) / 1000
        };
        LinearPose found = search(rough, new double[] {0, 0}, new double[] {0.05, 0.05}, 1e-7, 40);
        assertThat(found.cost()).isLessThan(4e-6);
    }

    @Test
    void what_does_not_matter_stays_where_it_was() {
        UnaryOperator<double[]> one = x -> new double[] {x[0] + x[1] - 3};
        LinearPose found = search(one, new double[] {0, 0, 5}, new double[] {1, 1, 1}, 1e-12, 20);
        assertThat(found.cost()).isLessThan(1e-10);
        assertThat(found.pose()[0]).isCloseTo(found.pose()[1], within(1e-9));
        assertThat(found.pose()[2]).isEqualTo(5);
    }

    @Test
    void asks_no_more_often_than_it_may_and_never_ends_worse() {
        int[] asked = new int[1];
        UnaryOperator<double[]> wild = x -> {
            asked[0]++;
            return new double[] {2 + StrictMath.sin(50 * x[0])};
        };
        LinearPose found = search(wild, new double[] {0}, new double[] {0.1}, 0, 9);
        assertThat(asked[0]).isLessThanOrEqualTo(11);
        assertThat(found.cost()).isLessThanOrEqualTo(4);
    }
}
