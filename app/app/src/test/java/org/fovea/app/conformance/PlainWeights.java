package org.fovea.app.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fovea.app.conformance.PlainBits.Adaptive;
import org.fovea.app.conformance.PlainTensor.Encoding;
import org.fovea.app.conformance.PlainTensor.Role;

/** Weights codec 1: docs/weight-operations.md. */
final class PlainWeights {
    private static final List<Set<Role>> PHASES = List.of(
            EnumSet.of(Role.HEAD_WEIGHT),
            EnumSet.of(Role.DEPTHWISE),
            EnumSet.of(Role.POINTWISE),
            EnumSet.of(Role.CONVOLUTION),
            EnumSet.of(Role.CONVOLUTION_BIAS, Role.NORM_WEIGHT, Role.NORM_BIAS),
            EnumSet.of(Role.LINEAR_WEIGHT, Role.LINEAR_BIAS),
            EnumSet.of(Role.HEAD_BIAS),
            EnumSet.of(Role.EMBEDDING));

    /** What is expected of a weight before it is read; {@code learn} tells it. */
    interface Predictor {
        double[] predict(int i);

        void learn(int i, double value);
    }

    private final PlainBits bits;
    private final List<PlainTensor> tensors;
    private final PlainMixture.Priors priors = new PlainMixture.Priors();
    private final PlainChannels channels;
    private final PlainBlocks blocks;
    private final PlainDrift drifts;

    // encodings
    private final Map<Role, Encoding> last = new EnumMap<>(Role.class);
    private final Adaptive[] repeated = {new Adaptive(0.5, 0.5), new Adaptive(0.1, 0.9)};
    private int before = 1;
    private final Adaptive half = new Adaptive(0.5, 0.5);
    private final Adaptive fp4 = new Adaptive(0.5, 0.5);
    private final Adaptive perRow = new Adaptive(0.5, 0.5);
    private final Adaptive power = new Adaptive(0.1, 0.9);
    private final PlainBits.Number block = new PlainBits.Number();
    // constant columns
    private final Adaptive any = new Adaptive(1, 0.05);
    private final Adaptive constant = new Adaptive(0.5, 0.5);
    private final Adaptive zero = new Adaptive(0.1, 0.9);
    // units
    private final Adaptive usual = new Adaptive(0.1, 0.9);
    private final Adaptive larger = new Adaptive(0.5, 0.5);
    private final PlainBits.Number doublings = new PlainBits.Number();
    // ranges
    private final Adaptive endsOccur = new Adaptive(0.2, 0.8);

    private PlainWeights(PlainBits bits, List<PlainTensor> tensors) {
        this.bits = bits;
        this.tensors = tensors;
        channels = new PlainChannels(tensors);
        blocks = new PlainBlocks(bits, channels);
        drifts = new PlainDrift(bits);
        for (Role role : Role.values()) {
            boolean inBlocks = role == Role.DEPTHWISE || role == Role.POINTWISE;
            last.put(role, inBlocks ? new Encoding('F', 32, false) : new Encoding('H', 0, false));
        }
    }

    static byte[] read(byte[] section, List<PlainTensor> tensors) {
        new PlainWeights(new PlainBits(section), tensors).run();
        return floats(tensors);
    }

    static byte[] floats(List<PlainTensor> tensors) {
        int all = tensors.stream().mapToInt(tensor -> tensor.count).sum();
        ByteBuffer out = ByteBuffer.allocate(4 * all).order(ByteOrder.LITTLE_ENDIAN);
        for (PlainTensor tensor : tensors) {
            for (float weight : tensor.floats()) {
                out.putFloat(weight);
            }
        }
        return out.array();
    }

    private void run() {
        int mode = bits.plain(2);
        PlainDecoder.check(mode < 3, "the mode of weights");
        long seed = mode == 1 ? bits.plain(32) & 0xffffffffL : -1;
        for (PlainTensor tensor : tensors) {
            encoding(tensor);
        }
        for (Set<Role> phase : PHASES) {
            for (int i = 0; i < tensors.size(); i++) {
                PlainTensor tensor = tensors.get(i);
                if (phase.contains(tensor.role)) {
                    constants(tensor);
                    boolean norm = tensor.role == Role.NORM_WEIGHT || tensor.role == Role.NORM_BIAS;
                    if (mode > 0 && !norm && drifts.relative.read(bits) == 1) {
                        drift(i, seed);
                    } else {
                        alone(i);
                    }
                }
            }
        }
    }

    private void encoding(PlainTensor tensor) {
        before = repeated[before].read(bits);
        if (before == 0) {
            last.put(tensor.role, explicit());
        }
        Encoding encoding = last.get(tensor.role);
        tensor.encoding = encoding;
        int ranges = encoding.perRow() ? tensor.rows : 1;
        if (encoding.kind() == 'F') {
            ranges = (int) (((long) tensor.count + encoding.parameter() - 1) / encoding.parameter());
        }
        tensor.scales = new short[ranges];
        tensor.steps = new short[ranges];
    }

    private Encoding explicit() {
        if (half.read(bits) == 1) {
            return new Encoding('H', 0, false);
        }
        if (fp4.read(bits) == 0) {
            int size = 1 + bits.plain(4);
            return new Encoding('C', size, perRow.read(bits) == 1);
        }
        if (power.read(bits) == 1) {
            return new Encoding('F', 1 << Math.min(30, bits.plain(5)), false);
        }
        return new Encoding('F', 1 + block.read(bits), false);
    }

    private void constants(PlainTensor tensor) {
        if (tensor.rows < 3 || any.read(bits) == 0) {
            return;
        }
        Encoding encoding = tensor.encoding;
        int size = encoding.kind() == 'F' ? 4 : encoding.kind() == 'H' ? 16 : encoding.parameter();
        boolean[] flags = new boolean[tensor.columns];
        for (int column = 0; column < tensor.columns; column++) {
            flags[column] = constant.read(bits) == 1;
            if (flags[column]) {
                int number = zero.read(bits) == 1 ? 0 : bits.plain(size);
                for (int row = 0; row < tensor.rows; row++) {
                    tensor.stored[row * tensor.columns + column] = number;
                }
            }
        }
        tensor.constant = flags;
    }

    private static double natural(PlainTensor tensor) {
        return tensor.fanIn > 0 && tensor.role != Role.EMBEDDING ? 1 / Math.sqrt(tensor.fanIn) : 1;
    }

    private void alone(int index) {
        PlainTensor tensor = tensors.get(index);
        double unit = natural(tensor);
        if (usual.read(bits) == 0) {
            boolean up = larger.read(bits) == 1;
            int count = Math.min(64, 1 + doublings.read(bits));
            unit *= Math.scalb(1.0, up ? count : -count);
        }
        boolean inBlocks = tensor.encoding.kind() == 'F';
        boolean head = tensor.role == Role.HEAD_WEIGHT || tensor.role == Role.HEAD_BIAS;
        String kind = (head ? "head" : tensor.role.name()) + (inBlocks ? " blocks" : "");
        List<PlainMixture.Candidate> grid = inBlocks ? PlainMixture.blocks() : PlainMixture.of(tensor.role);
        PlainMixture mixture = new PlainMixture(grid, unit, priors.of(kind, grid.size()));
        switch (tensor.encoding.kind()) {
            case 'F' -> blocks.read(index, tensor, mixture);
            case 'H' -> halves(tensor, mixture, predictor(index, unit));
            default -> codes(tensor, mixture, predictor(index, unit), false);
        }
        priors.learn(kind, mixture);
    }

    private void drift(int index, long seed) {
        PlainTensor tensor = tensors.get(index);
        double unit = natural(tensor);
        List<PlainMixture.Candidate> grid = PlainMixture.drifts();
        PlainMixture mixture = new PlainMixture(grid, unit, priors.of("drift", grid.size()));
        float[] initial = seed < 0 ? new float[tensor.count] : PlainDrift.initial(tensor, index, unit, seed);
        Predictor predictor = new PlainDrift.Guesses(tensor, initial, unit, predictor(index, unit));
        switch (tensor.encoding.kind()) {
            case 'F' -> {
                List<PlainMixture.Candidate> near = PlainMixture.localDrifts();
                PlainMixture local = new PlainMixture(near, 1, priors.of("local drift", near.size()));
                drifts.blocks(tensor, mixture, local, predictor);
                priors.learn("local drift", local);
            }
            case 'H' -> halves(tensor, mixture, predictor);
            default -> codes(tensor, mixture, predictor, true);
        }
        priors.learn("drift", mixture);
    }

    private Predictor predictor(int index, double unit) {
        PlainTensor tensor = tensors.get(index);
        return switch (tensor.role) {
            case CONVOLUTION_BIAS, NORM_WEIGHT, NORM_BIAS -> channels.predictor(index, unit);
            case LINEAR_WEIGHT -> new RowMean(tensor);
            default -> new Nothing();
        };
    }

    private static final class Nothing implements Predictor {
        @Override
        public double[] predict(int i) {
            return new double[0];
        }

        @Override
        public void learn(int i, double value) {}
    }

    private static final class RowMean implements Predictor {
        private final int columns;
        private final double[] sums;
        private final int[] counts;

        RowMean(PlainTensor tensor) {
            columns = tensor.columns;
            sums = new double[tensor.rows];
            counts = new int[tensor.rows];
        }

        @Override
        public double[] predict(int i) {
            return new double[] {sums[i / columns] / (counts[i / columns] + 20.0)};
        }

        @Override
        public void learn(int i, double value) {
            sums[i / columns] += value;
            counts[i / columns]++;
        }
    }

    // ---- halves

    /** The half at a place in the order of values. */
    static short half(int place) {
        return (short) (place >= 32768 ? place - 32768 : 65535 - place);
    }

    static double finite(short half) {
        float value = Float.float16ToFloat(half);
        return Float.isFinite(value) ? value : 0;
    }

    /** The lower end of the cell at a place. */
    static double edge(long place) {
        if (place == 65536 || place == 0) {
            return place == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        int magnitude = (int) Math.abs(place - 32768);
        double edge = Double.POSITIVE_INFINITY;
        if (magnitude == 0) {
            edge = 0;
        } else if (magnitude < 0x7c00) {
            double upper = Float.float16ToFloat((short) magnitude);
            double lower = Float.float16ToFloat((short) (magnitude - 1));
            edge = (upper + lower) / 2;
        } else if (magnitude == 0x7c00) {
            edge = 65520;
        }
        return place < 32768 ? -edge : edge;
    }

    private void halves(PlainTensor tensor, PlainMixture mixture, Predictor predictor) {
        for (int i = 0; i < tensor.count; i++) {
            boolean known = tensor.known(i);
            if (!known) {
                mixture.prune();
                double[] prediction = predictor.predict(i);
                int place = mixture.read(bits, 16, (k, cell) -> mixture.below(k, edge(cell), prediction));
                tensor.stored[i] = half(place) & 0xffff;
            }
            tensor.values[i] = finite((short) tensor.stored[i]);
            if (!known) {
                predictor.learn(i, tensor.values[i]);
            }
        }
    }

    // ---- codes on ranges

    private void codes(PlainTensor tensor, PlainMixture mixture, Predictor predictor, boolean drift) {
        boolean ends = endsOccur.read(bits) == 1;
        int length = tensor.count / tensor.scales.length;
        int size = tensor.encoding.parameter();
        for (int range = 0; range < tensor.scales.length; range++) {
            mixture.prune();
            int from = range * length;
            int to = from + length;
            PlainMixture ofEnds = drift ? mixture.strongest() : mixture;
            tensor.scales[range] = half(ofEnds.read(
                    bits, 16, (k, cell) -> 1 - allAbove(tensor, ofEnds, predictor, k, edge(cell), from, to)));
            double minimum = finite(tensor.scales[range]);
            int steps = (1 << size) - 1;
            tensor.steps[range] = half(ofEnds.read(bits, 16, (k, cell) -> {
                double step = edge(cell);
                return step > 0
                        ? allBetween(tensor, ofEnds, predictor, k, minimum, minimum + steps * step, from, to)
                        : 0;
            }));
            double step = Math.max(finite(tensor.steps[range]), 1e-8);
            int[] seen = {0, 0, tensor.live(from, to)};
            for (int i = from; i < to; i++) {
                boolean known = tensor.known(i);
                if (!known) {
                    tensor.stored[i] = code(size, mixture, predictor.predict(i), minimum, step, ends ? seen : null);
                    seen[0] += tensor.stored[i] == 0 ? 1 : 0;
                    seen[1] += tensor.stored[i] == steps ? 1 : 0;
                    seen[2]--;
                }
                tensor.values[i] = minimum + tensor.stored[i] * step;
                if (!known) {
                    predictor.learn(i, tensor.values[i]);
                }
            }
        }
    }

    private static double allAbove(
            PlainTensor tensor, PlainMixture mixture, Predictor predictor, int k, double x, int from, int to) {
        if (!mixture.predicted(k)) {
            return PlainNormal.power(Math.max(0, 1 - mixture.below(k, x, null)), tensor.live(from, to));
        }
        double product = 1;
        for (int i = from; i < to; i++) {
            if (!tensor.known(i)) {
                product *= Math.max(0, 1 - mixture.below(k, x, predictor.predict(i)));
            }
        }
        return product;
    }

    private static double allBetween(
            PlainTensor tensor,
            PlainMixture mixture,
            Predictor predictor,
            int k,
            double least,
            double greatest,
            int from,
            int to) {
        if (!mixture.predicted(k)) {
            double low = mixture.below(k, least, null);
            double above = 1 - low;
            double between = mixture.below(k, greatest, null) - low;
            int others = Math.max(1, tensor.live(from, to) - 1);
            return above > 1e-12 ? PlainNormal.power(Math.max(0, between) / above, others) : 1;
        }
        double product = 1;
        for (int i = from; i < to; i++) {
            if (!tensor.known(i)) {
                double[] prediction = predictor.predict(i);
                double low = mixture.below(k, least, prediction);
                double between = Math.max(0, mixture.below(k, greatest, prediction) - low);
                product *= low < 1 - 1e-12 ? between / (1 - low) : 1;
            }
        }
        return product;
    }

    private int code(int size, PlainMixture mixture, double[] prediction, double minimum, double step, int[] seen) {
        int top = (1 << size) - 1;
        int count = mixture.size();
        double[] low = new double[count];
        double[] all = new double[count];
        double[] first = new double[count];
        double[] last = new double[count];
        for (int k = 0; k < count; k++) {
            low[k] = mixture.below(k, minimum, prediction);
            all[k] = mixture.below(k, minimum + top * step, prediction) - low[k];
            first[k] = share(mixture.below(k, minimum + 0.5 * step, prediction) - low[k], all[k], top);
            double others = mixture.below(k, minimum + (top - 0.5) * step, prediction) - low[k];
            last[k] = share(all[k] - others, all[k], top);
        }
        return mixture.read(bits, size, (k, cell) -> {
            double upTo = mixture.below(k, minimum + (cell - 0.5) * step, prediction);
            double p = all[k] > 1e-12 ? (upTo - low[k]) / all[k] : (double) cell / (top + 1);
            return seen == null ? p : withEnds(p, first[k], last[k], seen[0], seen[1], seen[2]);
        });
    }

    private static double share(double part, double all, int top) {
        return all > 1e-12 ? Math.max(0, Math.min(1, part / all)) : 1.0 / (top + 1);
    }

    private static double withEnds(double p, double first, double last, int firsts, int lasts, int left) {
        double before = ways(firsts, lasts, left, first, last);
        if (!(before > 0)) {
            return p;
        }
        double asFirst = first * ways(firsts + 1, lasts, left - 1, first, last) / before;
        return asFirst + Math.max(0, p - first) * ways(firsts, lasts, left - 1, first, last) / before;
    }

    private static double ways(int firsts, int lasts, int left, double first, double last) {
        return (double) firsts * lasts
                + left * (firsts * last + lasts * first)
                + (double) left * (left - 1) * first * last;
    }
}
