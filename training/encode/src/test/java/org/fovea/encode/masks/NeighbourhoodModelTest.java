package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class NeighbourhoodModelTest {
    private static final MaskShape SHAPE = new MaskShape(5, 24, 30, 3);

    /** Two boundaries that wander. */
    static byte[] masks(MaskShape shape, long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[(int) shape.total()];
        for (int frame = 0; frame < shape.frames(); frame++) {
            for (int y = 0; y < shape.height(); y++) {
                int first = shape.width() / 4 + y / 2 + random.nextInt(2);
                int second = shape.width() * 3 / 4 - y / 3 + (random.nextInt(4) == 0 ? 1 : 0);
                for (int x = 0; x < shape.width(); x++) {
                    all[(frame * shape.height() + y) * shape.width() + x] = (byte) (x < first ? 0 : x < second ? 1 : 2);
                }
            }
        }
        return all;
    }

    private static MaskTensor tensor(long seed) {
        return new MaskTensor(SHAPE, masks(SHAPE, seed));
    }

    @Test
    void what_happened_often_is_cheap() {
        Masks masks = Masks.of(tensor(1), tensor(2));
        NeighbourhoodModel model = NeighbourhoodModel.of(masks);
        Window window = new Window(masks, 2);
        int inside = window.index(2, 2);
        assertThat(model.bits(window.previous, window.current, inside, true)).isLessThan(0.1);
        window.current[inside] = 2;
        assertThat(model.bits(window.previous, window.current, inside, false)).isGreaterThan(5);
    }

    /**
     * A flip may only change the costs of the pixels that are said to depend on it, and of all of those there must be
     * cases that change.
     */
    @Test
    void dependents_are_the_pixels_whose_costs_change() {
        Masks masks = Masks.of(tensor(2), tensor(3));
        NeighbourhoodModel model = NeighbourhoodModel.of(masks);
        Set<Integer> own = new TreeSet<>();
        Set<Integer> next = new TreeSet<>();
        for (int x = 8; x < 22; x++) {
            Window window = new Window(masks, 2);
            double[] before = costs(model, window, window.previous, window.current);
            double[] nextBefore = costs(model, window, window.current, window.next);
            int at = window.index(12, x);
            window.current[at] = (byte) ((window.current[at] + 1) % 3);
            differing(before, costs(model, window, window.previous, window.current), at, own);
            differing(nextBefore, costs(model, window, window.current, window.next), at, next);
        }
        assertThat(own).isEqualTo(set(model.ownDependents()));
        assertThat(next).isEqualTo(set(model.nextDependents()));
    }

    private static Set<Integer> set(int[] offsets) {
        Set<Integer> set = new TreeSet<>();
        for (int offset : offsets) {
            set.add(offset);
        }
        return set;
    }

    private static double[] costs(NeighbourhoodModel model, Window window, byte[] previous, byte[] current) {
        double[] costs = new double[current.length];
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                costs[window.index(y, x)] = model.bits(previous, current, window.index(y, x), false);
            }
        }
        return costs;
    }

    private static void differing(double[] before, double[] after, int at, Set<Integer> offsets) {
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                offsets.add(i - at);
            }
        }
    }
}
