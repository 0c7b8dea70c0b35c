package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.junit.jupiter.api.Test;

class EigenbasisTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 7;

    /** Gradients that are large in one direction of the rows, (1, 1, 1, 1, 1), and small in all others. */
    private static float[] gradient(SplittableRandom random) {
        float[] gradient = new float[ROWS * COLUMNS];
        for (int j = 0; j < COLUMNS; j++) {
            double common = 10 * random.nextDouble(-1, 1);
            for (int i = 0; i < ROWS; i++) {
                gradient[i * COLUMNS + j] = (float) (common + 0.01 * random.nextDouble(-1, 1));
            }
        }
        return gradient;
    }

    private static Eigenbasis seen(int steps) {
        Eigenbasis basis = new Eigenbasis(ROWS, COLUMNS);
        SplittableRandom random = new SplittableRandom(3);
        for (int step = 1; step <= steps; step++) {
            basis.see(gradient(random), 1, step);
        }
        return basis;
    }

    @Test
    void turns_gradients_so_that_what_varies_together_is_one_coordinate() {
        Eigenbasis basis = seen(41);
        double[] same = new double[ROWS * COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            same[i * COLUMNS] = 1;
        }
        double[] turned = basis.into(same);
        double[] ofRows = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                ofRows[i] += turned[i * COLUMNS + j] * turned[i * COLUMNS + j];
            }
        }
        Arrays.sort(ofRows);
        assertThat(ofRows[ROWS - 1]).isCloseTo(ROWS, within(1e-3));
        assertThat(ofRows[ROWS - 2]).isLessThan(1e-3);
    }

    @Test
    void there_and_back_is_where_it_began() {
        Eigenbasis basis = seen(500);
        SplittableRandom random = new SplittableRandom(9);
        double[] matrix = random.doubles(ROWS * COLUMNS, -1, 1).toArray();
        double[] back = basis.outOf(basis.into(matrix));
        assertThat(back).containsExactly(matrix, within(1e-5));
        assertThat(basis.into(matrix)).isNotEqualTo(matrix);
    }

    @Test
    void long_sides_and_single_columns_stay_as_they_are() {
        assertThat(Eigenbasis.of(List.of(20))).isEmpty();
        assertThat(Eigenbasis.of(List.of(20, 1, 1, 1))).isEmpty();
        Eigenbasis wide = Eigenbasis.of(List.of(2, 65)).orElseThrow();
        assertThat(wide.state()[0]).hasSize(4);
        assertThat(wide.state()[2]).isEmpty();
    }

    /**
     * Regression on inputs that are nearly the same: what tells them apart is drowned by what they share, for an
     * optimiser that looks at each weight by itself.
     */
    private static double lossAfter(boolean soap, int steps) {
        int inputs = 6;
        List<TensorSpec> specs = List.of(new TensorSpec("w", List.of(2, inputs), TensorRole.LINEAR_WEIGHT, inputs));
        float[][] start = new float[1][2 * inputs];
        Adam adam = soap ? Adam.soap(specs, start) : new Adam(start);
        SplittableRandom random = new SplittableRandom(5);
        double loss = 0;
        for (int step = 0; step < steps; step++) {
            float[] at = adam.weights()[0];
            float[] slopes = new float[2 * inputs];
            double common = 10 * random.nextDouble(-1, 1);
            double[] input =
                    random.doubles(inputs, -1, 1).map(own -> common + own).toArray();
            for (int output = 0; output < 2; output++) {
                double error = 0;
                for (int i = 0; i < inputs; i++) {
                    error += (at[output * inputs + i] - (i - 2.5) * (1 - 2 * output)) * input[i];
                }
                for (int i = 0; i < inputs; i++) {
                    slopes[output * inputs + i] = (float) (error * input[i]);
                }
                loss = 0.95 * loss + 0.05 * error * error;
            }
            adam.step(new float[][] {slopes}, 0.05 * (1 - (double) step / steps), 1e9, 0.5);
        }
        return loss;
    }

    @Test
    void soap_learns_what_inputs_that_are_nearly_the_same_differ_in() {
        double soap = lossAfter(true, 300);
        double adam = lossAfter(false, 300);
        assertThat(soap).as("Adam: %s", adam).isLessThan(0.5 * adam);
    }

    @Test
    void goes_on_from_a_checkpoint_to_the_same_bits() {
        List<TensorSpec> specs =
                List.of(new TensorSpec("w", List.of(ROWS, COLUMNS), TensorRole.LINEAR_WEIGHT, COLUMNS));
        float[][] start = {new float[ROWS * COLUMNS], {1, 2}};
        Adam whole = Adam.soap(specs, start);
        Adam resumed = whole;
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < 60; step++) {
            if (step == 33) {
                resumed = Adam.soap(specs, start);
                resumed.restore(whole.state(), whole.steps());
            }
            float[][] gradient = {gradient(random), {1, (float) random.nextDouble()}};
            whole.step(gradient, 0.01, 1, 0.9);
            if (resumed != whole) {
                resumed.step(gradient, 0.01, 1, 0.9);
            }
        }
        assertThat(resumed.weights()).isDeepEqualTo(whole.weights());
        assertThat(resumed.average()).isDeepEqualTo(whole.average());
        assertThat(Optional.of(resumed.weights()[0][0])).isNotEqualTo(Optional.of(0f));
    }
}
