package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClosestPointsTest {
    @Test
    void finds_what_trying_all_points_finds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            double[][] matrix = matrix(random);
            double[] target = {random.nextDouble(-3, 3), random.nextDouble(-3, 3), random.nextDouble(-3, 3)};
            List<ClosestPoints.Point> found = ClosestPoints.find(matrix, target, 4);
            double[] all = new double[15 * 15 * 15];
            for (int i = 0; i < all.length; i++) {
                all[i] = distance(matrix, target, new long[] {i % 15 - 7, i / 15 % 15 - 7, i / 225 - 7});
            }
            java.util.Arrays.sort(all);
            for (int i = 0; i < 4; i++) {
                ClosestPoints.Point point = found.get(i);
                assertThat(point.distance()).isCloseTo(all[i], within(1e-9));
                assertThat(distance(matrix, target, point.numbers())).isCloseTo(all[i], within(1e-9));
            }
        }
    }

    @Test
    void gives_an_answer_where_one_direction_costs_nothing() {
        double[][] flat = {{1, 1}, {1, 1}};
        assertThat(ClosestPoints.find(flat, new double[] {0.3, 1e6}, 1)
                        .getFirst()
                        .distance())
                .isLessThan(0.3);
    }

    /** Well enough conditioned that the best points lie among those that are tried. */
    private static double[][] matrix(SplittableRandom random) {
        double[][] root = new double[3][3];
        double[][] matrix = new double[3][3];
        for (double[] row : root) {
            for (int i = 0; i < 3; i++) {
                row[i] = random.nextDouble(-1, 1);
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                matrix[i][j] = i == j ? 0.5 : 0;
                for (int k = 0; k < 3; k++) {
                    matrix[i][j] += root[k][i] * root[k][j];
                }
            }
        }
        return matrix;
    }

    private static double distance(double[][] matrix, double[] target, long[] z) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z.length; j++) {
                sum += (z[i] - target[i]) * matrix[i][j] * (z[j] - target[j]);
            }
        }
        return sum;
    }
}
