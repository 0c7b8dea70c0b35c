package org.fovea.app.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.app.conformance.PlainBits.Counts;

/** docs/pose-and-corrections.md §2 and §3. */
final class PlainActions {
    private PlainActions() {}

    static byte[] router(byte[] section, int pairs) {
        PlainBits bits = new PlainBits(section);
        boolean listed = bits.plain(1) == 1;
        int table = new PlainBits.Number().read(bits);
        List<Integer> names = new ArrayList<>(List.of(0));
        if (listed) {
            int count = new PlainBits.Number().read(bits);
            PlainBits.Number gaps = new PlainBits.Number();
            for (int i = 0; i < count; i++) {
                names.add(names.getLast() + gaps.read(bits) + 1);
            }
        } else {
            int greatest = bits.plain(7);
            for (int action = 1; action <= greatest; action++) {
                names.add(action);
            }
        }
        int symbols = names.size();
        PlainBits.Mixture mixture = new PlainBits.Mixture(symbols, 0.005, 0.25, 0.4, 0.05, 0.2, 0.1);
        Counts slow = new Counts(symbols, 1);
        Counts fast = new Counts(symbols, 0.1);
        Map<Integer, Counts> afterOne = new TreeMap<>();
        Map<Integer, Counts> afterTwo = new TreeMap<>();
        ByteBuffer out =
                ByteBuffer.allocate(4 + pairs).order(ByteOrder.LITTLE_ENDIAN).putInt(table);
        int previous = 0;
        int before = 0;
        for (int pair = 0; pair < pairs; pair++) {
            Counts one = afterOne.computeIfAbsent(previous, k -> new Counts(symbols, 1.0 / symbols));
            Counts two = afterTwo.computeIfAbsent(before * symbols + previous, k -> new Counts(symbols, 1.0 / symbols));
            List<Counts> counts = List.of(slow, fast, one, two);
            int symbol = mixture.read(
                    bits,
                    (k, index) -> k == 0
                            ? (double) index / symbols
                            : counts.get(k - 1).below(index));
            counts.forEach(each -> each.learn(symbol));
            out.put((byte) (int) names.get(symbol));
            before = previous;
            previous = symbol;
        }
        return out.array();
    }

    // ---- docs/pose-and-corrections.md §3

    static byte[] tiles(byte[] section, int pairs, int rows, int columns) {
        PlainBits bits = new PlainBits(section);
        boolean listed = bits.plain(1) == 1;
        int table = new PlainBits.Number().read(bits);
        List<Integer> names = new ArrayList<>();
        if (listed) {
            int count = new PlainBits.Number().read(bits);
            PlainBits.Number gaps = new PlainBits.Number();
            for (int i = 0; i < count; i++) {
                names.add((i == 0 ? -1 : names.getLast()) + gaps.read(bits) + 1);
            }
        } else {
            int greatest = bits.plain(8);
            for (int action = 0; action <= greatest; action++) {
                names.add(action);
            }
        }
        int tiles = (rows + 31) / 32 * ((columns + 31) / 32);
        List<int[]> places = bits.bit(0.9) == 1 ? ascending(bits, pairs, tiles) : any(bits, pairs, tiles);
        PlainBits.Mixture mixture = new PlainBits.Mixture(Math.max(1, names.size()), 0.002, 0.7, 0.15, 0.1, 0.05);
        Counts slow = new Counts(mixture.symbols(), 1);
        Counts fast = new Counts(mixture.symbols(), 0.05);
        int previous = 0;
        ByteBuffer out = ByteBuffer.allocate(4 + 12 * places.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(table);
        for (int[] place : places) {
            int last = previous;
            int symbol = mixture.read(bits, (k, index) -> switch (k) {
                case 0 -> (double) index / mixture.symbols();
                case 1 -> slow.below(index);
                case 2 -> fast.below(index);
                default -> index > last ? 1 : 0;
            });
            slow.learn(symbol);
            fast.learn(symbol);
            previous = symbol;
            out.putInt(place[0]).putInt(place[1]).putInt(names.get(symbol));
        }
        return out.array();
    }

    private static List<int[]> any(PlainBits bits, int pairs, int tiles) {
        int count = new PlainBits.Number().read(bits);
        PlainBits.Adaptive sameTile = new PlainBits.Adaptive(0.5, 0.5);
        PlainBits.Adaptive samePair = new PlainBits.Adaptive(0.5, 0.5);
        int tile = 0;
        int pair = 0;
        List<int[]> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (sameTile.read(bits) == 0) {
                tile = bits.plain(32 - Integer.numberOfLeadingZeros(tiles - 1));
            }
            if (samePair.read(bits) == 0) {
                pair = bits.plain(32 - Integer.numberOfLeadingZeros(pairs - 1));
            }
            places.add(new int[] {tile, pair});
        }
        return places;
    }

    private static List<int[]> ascending(PlainBits bits, int pairs, int tiles) {
        PlainBits.Adaptive afterNone = new PlainBits.Adaptive(0.9, 0.1);
        PlainBits.Adaptive afterSome = new PlainBits.Adaptive(0.5, 0.5);
        PlainBits.Number counts = new PlainBits.Number();
        double[] equal = new double[9];
        Arrays.fill(equal, 1.0 / 9);
        PlainBits.Mixture mixture = new PlainBits.Mixture(pairs, 0.001, equal);
        Density[] densities = new Density[9];
        for (int k = 0; k < 9; k++) {
            densities[k] = new Density(pairs, new double[] {0.03, 0.1, 0.3}[k / 3], new double[] {0, 1.5, 5}[k % 3]);
        }
        boolean some = false;
        List<int[]> places = new ArrayList<>();
        for (int tile = 0; tile < tiles; tile++) {
            some = (some ? afterSome : afterNone).read(bits) == 1;
            if (!some) {
                continue;
            }
            int count = 1 + counts.read(bits);
            List<Integer> found = new ArrayList<>();
            for (int left = count; left > 0; left--) {
                int many = left;
                int start = found.isEmpty() ? 0 : found.getLast() + 1;
                int pair = mixture.read(bits, (k, index) -> densities[k].below(start, (int) index, many));
                found.add(pair);
                places.add(new int[] {tile, pair});
            }
            for (int pair : found) {
                for (Density density : densities) {
                    density.bump(pair);
                }
            }
        }
        return places;
    }

    /** Likelihood of an action at each pair, in bins. */
    private static final class Density {
        private final int pairs;
        private final int binWidth;
        private final double[] bins;
        private final double[] kernel;
        private final double burst;

        Density(int pairs, double reach, double burst) {
            this.pairs = pairs;
            this.burst = burst;
            binWidth = (pairs + 255) / 256;
            bins = new double[(pairs + binWidth - 1) / binWidth];
            kernel = new double[bins.length];
            Arrays.fill(bins, 2.0 / pairs);
            double scale = reach * pairs;
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = PlainNormal.exp(-i * (double) binWidth / scale) / (2 * scale);
            }
        }

        void bump(int pair) {
            for (int bin = 0; bin < bins.length; bin++) {
                bins[bin] += kernel[Math.abs(bin - pair / binWidth)];
            }
        }

        /** What lies from a pair on, where the last action of the tile is right before {@code start}. */
        private double ahead(int start, int pair) {
            double sum = 0;
            for (int bin = bins.length - 1; bin > pair / binWidth; bin--) {
                sum += bins[bin] * binWidth;
            }
            int bin = pair / binWidth;
            if (bin < bins.length) {
                sum += bins[bin] * ((bin + 1) * binWidth - pair);
            } else {
                sum = 0;
            }
            if (burst == 0 || start == 0 || pair - start >= 16) {
                return sum;
            }
            double[] factors = new double[16];
            double factor = burst;
            for (int i = 0; i < 16; i++) {
                factors[i] = factor;
                factor *= 0.72;
            }
            double extra = 0;
            for (int i = 15; i >= pair - start; i--) {
                extra = (start + i < pairs ? bins[(start + i) / binWidth] * factors[i] : 0) + extra;
            }
            return sum + extra;
        }

        double below(int start, int pair, int left) {
            if (pair <= start) {
                return 0;
            }
            if (pair >= pairs) {
                return 1;
            }
            return 1 - PlainNormal.power(ahead(start, pair) / ahead(start, start), left);
        }
    }
}
