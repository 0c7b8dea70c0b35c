package org.fovea.app.conformance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.app.conformance.PlainBits.Adaptive;
import org.fovea.app.conformance.PlainTensor.Role;

/** Weights codec 3, behind the name of its base: docs/weight-coding.md §12. */
final class PlainDifferences {
    private final PlainBits bits;
    private final Mixed changes = new Mixed(6);
    private final Mixed sizes = new Mixed(4);
    private final Map<Role, Adaptive> ofRoles = new TreeMap<>();
    private final Map<List<Integer>, Adaptive> contexts = new HashMap<>();
    private final Map<List<Integer>, Adaptive> signs = new HashMap<>();
    private final Map<Integer, Adaptive> all = new TreeMap<>();
    private final Map<List<Integer>, Adaptive> allNear = new HashMap<>();

    private PlainDifferences(PlainBits bits) {
        this.bits = bits;
    }

    /** Adds what differs to the codes of a base. */
    static void add(byte[] stream, List<PlainTensor> base) {
        PlainDifferences model = new PlainDifferences(new PlainBits(stream));
        base.forEach(model::add);
    }

    private void add(PlainTensor tensor) {
        int top = (1 << tensor.encoding.parameter()) - 1;
        int columns = tensor.columns;
        int[] d = new int[tensor.count];
        Adaptive ofRole = ofRoles.computeIfAbsent(tensor.role, _ -> new Adaptive(1, 1));
        Adaptive ofTensor = new Adaptive(4 * (1 - ofRole.p()), 4 * ofRole.p());
        Map<Integer, Adaptive> here = new TreeMap<>();
        int[] inColumn = new int[columns];
        for (int row = 0; row < tensor.rows; row++) {
            int inRow = 0;
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                int left = column > 0 ? d[i - 1] : 0;
                int left2 = column > 1 ? d[i - 2] : 0;
                int above = row > 0 ? d[i - columns] : 0;
                int above2 = row > 1 ? d[i - 2 * columns] : 0;
                int changed = 0;
                for (int neighbour : new int[] {left, left2, above, above2}) {
                    changed += neighbour == 0 ? 0 : 1;
                }
                int near = Math.max(Math.abs(left), Math.abs(above));
                Adaptive context =
                        contexts.computeIfAbsent(List.of(changed, Math.min(2, near)), _ -> new Adaptive(1, 1));
                int from = tensor.stored[i];
                boolean end = from == 0 || from == top;
                double own = ofTensor.p();
                int bit = changes.read(
                        bits,
                        own,
                        ofRole.p(),
                        (inRow + 3 * own) / (column + 3),
                        (inColumn[column] + 3 * own) / (row + 3),
                        context.p(),
                        end ? 0.6 : 0.5);
                ofTensor.learn(bit);
                ofRole.learn(bit);
                context.learn(bit);
                if (bit == 1) {
                    inRow++;
                    inColumn[column]++;
                    int sign = from == 0 ? 1 : -1;
                    if (!end) {
                        List<Integer> key = List.of(3 * from / (top + 1), Integer.signum(left), Integer.signum(above));
                        sign = signs.computeIfAbsent(key, _ -> new Adaptive(2, 2))
                                                .read(bits)
                                        == 1
                                ? 1
                                : -1;
                    }
                    d[i] = sign * size(here, sign > 0 ? top - from : from, Math.min(3, near));
                }
            }
        }
        for (int i = 0; i < d.length; i++) {
            tensor.stored[i] += d[i];
        }
    }

    private int size(Map<Integer, Adaptive> here, int most, int near) {
        int size = 1;
        while (size < most) {
            int class12 = Math.min(12, size);
            List<Adaptive> three = List.of(
                    here.computeIfAbsent(class12, _ -> new Adaptive(2, 1)),
                    all.computeIfAbsent(class12, _ -> new Adaptive(2, 1)),
                    allNear.computeIfAbsent(List.of(class12, near), _ -> new Adaptive(2, 1)));
            int more = sizes.read(
                    bits, three.get(0).p(), three.get(1).p(), three.get(2).p(), 0.6);
            three.forEach(frequency -> frequency.learn(more));
            if (more == 0) {
                return size;
            }
            size++;
        }
        return size;
    }

    private static final class Mixed {
        private final double[] weights;
        private int count;

        Mixed(int inputs) {
            weights = new double[inputs];
            Arrays.fill(weights, 1.2 / inputs);
        }

        int read(PlainBits bits, double... chances) {
            double[] logits = new double[chances.length];
            double sum = 0;
            for (int i = 0; i < chances.length; i++) {
                double p = Math.max(1e-6, Math.min(1 - 1e-6, chances[i]));
                logits[i] = StrictMath.log(p / (1 - p));
                sum += weights[i] * logits[i];
            }
            double p = 1 / (1 + PlainNormal.exp(-Math.max(-16, Math.min(16, sum))));
            int bit = bits.bit(p);
            double step = (bit - p) * (0.003 + 0.02 / (1 + 0.002 * count));
            count++;
            for (int i = 0; i < weights.length; i++) {
                weights[i] += step * logits[i];
            }
            return bit;
        }
    }
}
