package org.fovea.app.conformance;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A second decoder, as plain as its sources allow: container, section poses, section tiles, section router, section latents, and the stream of a video, from {@code docs/format.md}, {@code docs/conformance.md},
 * {@code docs/pose-and-corrections.md} and {@code docs/latent-coding.md}. It uses no class of the product. Sections masks and weights are checked (kind, length, checksum) and not decoded.
 */
final class PlainDecoder {
    private static final int POSES = 3;
    private static final int TILES = 4;
    private static final int ROUTER = 5;
    private static final int VIDEO = 6;
    private static final int LATENTS = 9;

    private final byte[] file;
    private int at;
    private int pairs;
    private int rows;
    private int columns;
    private int family;
    private final List<Integer> parameters = new ArrayList<>();
    private final Map<Integer, byte[]> sections = new TreeMap<>();

    private PlainDecoder(byte[] file) {
        this.file = file;
    }

    static PlainDecoder read(byte[] bytes) {
        PlainDecoder decoder = new PlainDecoder(unzipped(bytes));
        decoder.container();
        return decoder;
    }

    // ---- docs/format.md §1 and §2

    private static byte[] unzipped(byte[] bytes) {
        if (bytes[0] != 'P') {
            return bytes;
        }
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        check(zip.getInt(0) == 0x04034b50 && zip.getShort(8) == 0, "a local header of a stored member");
        int length = zip.getInt(18);
        int begin = 30 + zip.getShort(26) + zip.getShort(28);
        check(new String(bytes, 30, zip.getShort(26), StandardCharsets.US_ASCII).equals("f"), "the name of the member");
        check(bytes.length == length + 100, "100 bytes of ZIP");
        return Arrays.copyOfRange(bytes, begin, begin + length);
    }

    private void container() {
        check(file[0] == 'F' && file[1] == 'V' && file[2] == 'A' && file[3] == '1', "the magic");
        int count = file[4] & 255;
        int header = file[5] & 255;
        at = 6;
        int end = 6 + header;
        pairs = (int) uvarint();
        rows = (int) uvarint();
        columns = (int) uvarint();
        at++; // classes
        family = file[at++] & 255;
        if (family != 0) {
            uvarint();
            uvarint();
            while (at < end) {
                parameters.add((int) uvarint());
            }
        }
        check(at == end, "the end of the header");
        checksum(0, end);
        for (int i = 0; i < count; i++) {
            int begin = at;
            int kind = file[at] & 127;
            int codec = file[at + 1] & 255;
            at += 2;
            int length = (int) uvarint();
            byte[] head = Arrays.copyOfRange(file, begin, at);
            int sum = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
            at += 4;
            byte[] content = Arrays.copyOfRange(file, at, at + length);
            at += length;
            CRC32C crc = new CRC32C();
            crc.update(head);
            crc.update(content);
            check((int) crc.getValue() == sum, "the checksum of section " + kind + ", codec " + codec);
            check(sections.put(kind, content) == null, "one section of kind " + kind);
        }
        check(at == file.length, "nothing after the last section");
    }

    private void checksum(int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(file, from, to - from);
        int sum = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(to);
        check((int) crc.getValue() == sum, "the header's checksum");
        at = to + 4;
    }

    private long uvarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = file[at++] & 255;
            value |= (long) (next & 127) << shift;
            if (next < 128) {
                check(shift == 0 || next != 0, "a number in its shortest form");
                return value;
            }
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not as documented: " + what);
        }
    }

    long contentBytes() {
        return sections.values().stream().mapToLong(content -> content.length).sum();
    }

    byte[] video() {
        return sections.get(VIDEO);
    }

    /** Numbers of a pose, docs/format.md §3. */
    private int poseDimensions() {
        return switch (family) {
            case 1 -> 6;
            case 2 -> 3;
            case 3 -> 12;
            case 6 -> parameters.size() == 18 ? parameters.get(14) : 12;
            case 7 -> parameters.get(7);
            default -> 0;
        };
    }

    // ---- docs/mask-coding.md §1, docs/weight-coding.md §1

    /** The arithmetic decoder, with numbers of any size so that no trick is needed. */
    private static final class Bits {
        private static final BigInteger TOP = BigInteger.ONE.shiftLeft(64);
        private final byte[] stream;
        private int next;
        private BigInteger low = BigInteger.ZERO;
        private BigInteger high = TOP.subtract(BigInteger.ONE);
        private BigInteger code = BigInteger.ZERO;

        Bits(byte[] stream) {
            this.stream = stream;
            for (int i = 0; i < 8; i++) {
                code = code.shiftLeft(8).or(BigInteger.valueOf(byteOrZero()));
            }
        }

        private int byteOrZero() {
            return next < stream.length ? stream[next++] & 255 : 0;
        }

        int bit(long p) {
            BigInteger split =
                    low.add(high.subtract(low).multiply(BigInteger.valueOf(p)).shiftRight(32));
            int bit = code.compareTo(split) <= 0 ? 1 : 0;
            if (bit == 1) {
                high = split;
            } else {
                low = split.add(BigInteger.ONE);
            }
            while (low.shiftRight(56).equals(high.shiftRight(56))) {
                low = low.shiftLeft(8).mod(TOP);
                high = high.shiftLeft(8).mod(TOP).add(BigInteger.valueOf(255));
                code = code.shiftLeft(8).mod(TOP).add(BigInteger.valueOf(byteOrZero()));
            }
            return bit;
        }

        int bit(double p) {
            double cut = p * 4294967296.0;
            long whole = Double.isNaN(cut) ? 0 : (long) cut;
            return bit(Math.max(16, Math.min(4294967296L - 16, whole)));
        }

        int plain(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 1 | bit(1L << 31);
            }
            return value;
        }
    }

    /** AdaptiveBit: p = (ones + a)/(all + a + b); halved beyond 4096. */
    private static final class Adaptive {
        private double zeros;
        private double ones;

        Adaptive(double zeros, double ones) {
            this.zeros = zeros;
            this.ones = ones;
        }

        int read(Bits bits) {
            int bit = bits.bit(ones / (zeros + ones));
            if (bit == 1) {
                ones += 1;
            } else {
                zeros += 1;
            }
            if (zeros + ones > 4096) {
                zeros /= 2;
                ones /= 2;
            }
            return bit;
        }
    }

    /** AdaptiveNumber: the length of value + 1 in unary, the second bit by length, the rest plainly. */
    private static final class Number {
        private final Adaptive[] longer = new Adaptive[31];
        private final Adaptive[] second = new Adaptive[31];

        Number() {
            Arrays.setAll(longer, i -> new Adaptive(0.5, 0.5));
            Arrays.setAll(second, i -> new Adaptive(0.5, 0.5));
        }

        int read(Bits bits) {
            int length = 0;
            while (length < 30 && longer[length].read(bits) == 1) {
                length++;
            }
            if (length == 0) {
                return 0;
            }
            int top = 2 + second[length].read(bits);
            return (top << length - 1) + bits.plain(length - 1) - 1;
        }
    }

    private static final class Floats {
        private final Adaptive negative = new Adaptive(0.9, 0.1);
        private final Number exponents = new Number();
        private final Number lengths = new Number();

        float read(Bits bits) {
            int sign = negative.read(bits);
            int folded = exponents.read(bits);
            int distance = (folded & 1) == 0 ? folded / 2 : -(folded + 1) / 2;
            int exponent = distance + 127 & 255;
            int length = Math.min(23, lengths.read(bits));
            int mantissa = length == 0 ? 0 : (2 * bits.plain(length - 1) + 1) << 23 - length;
            return Float.intBitsToFloat(sign << 31 | exponent << 23 | mantissa);
        }
    }

    /** docs/weight-coding.md §2, MixtureLattice. Leaves in {@code given} what each candidate gave the number. */
    private static long lattice(Bits bits, int size, double[] weights, Below below, double[] given) {
        double escape = Math.scalb(1.0, -12);
        double[] lower = new double[weights.length];
        double[] upper = new double[weights.length];
        Arrays.fill(upper, 1);
        long low = 0;
        double cell = escape / (1L << size);
        for (int bit = size - 1; bit >= 0; bit--) {
            long half = 1L << bit;
            double[] middle = new double[weights.length];
            double above = 0;
            double all = 0;
            for (int k = 0; k < weights.length; k++) {
                middle[k] = Math.max(lower[k], Math.min(upper[k], below.of(k, low + half)));
                above += weights[k] * (upper[k] - middle[k]);
                all += weights[k] * (upper[k] - lower[k]);
            }
            double share = half * cell;
            if (bits.bit((above * (1 - escape) + share) / (all * (1 - escape) + 2 * share)) == 1) {
                low += half;
                lower = middle;
            } else {
                upper = middle;
            }
        }
        for (int k = 0; k < weights.length; k++) {
            given[k] = (upper[k] - lower[k]) * (1 - escape) + cell;
        }
        return low;
    }

    private interface Below {
        double of(int candidate, long number);
    }

    // ---- docs/pose-and-corrections.md §1

    byte[] poses() {
        Bits bits = new Bits(sections.get(POSES));
        check(bits.plain(1) == 0, "the first layout of poses");
        Adaptive present = new Adaptive(0.5, 0.5);
        Adaptive constant = new Adaptive(0.9, 0.1);
        Floats steps = new Floats();
        Floats offsets = new Floats();
        ByteBuffer out =
                ByteBuffer.allocate(poseDimensions() * (12 + 4 * pairs)).order(ByteOrder.LITTLE_ENDIAN);
        for (int dimension = 0; dimension < poseDimensions(); dimension++) {
            if (present.read(bits) == 0) {
                continue;
            }
            out.putInt(dimension).putFloat(steps.read(bits)).putFloat(offsets.read(bits));
            int length = bits.plain(6);
            int folded = length == 0 ? 0 : 1 << length - 1 | bits.plain(length - 1);
            int first = folded >>> 1 ^ -(folded & 1);
            out.putInt(first);
            if (constant.read(bits) == 1) {
                for (int pair = 1; pair < pairs; pair++) {
                    out.putInt(first);
                }
            } else {
                codes(bits, first, out);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private void codes(Bits bits, int first, ByteBuffer out) {
        double[][] walks = {
            {0, 0},
            {1e-4, 0},
            {3e-4, 0},
            {1e-3, 0},
            {3e-3, 0},
            {1e-2, 0},
            {3e-2, 0},
            {0.1, 0},
            {0.3, 0},
            {1, 0},
            {10, 0},
            {1e4, 0},
            {0, 1e-4},
            {0, 0.01},
            {0, 1},
            {0.1, 1e-3}
        };
        double[] noise = new double[16];
        double level = 0.125 * (1L << bits.plain(5));
        for (int i = 0; i < 16; i++) {
            noise[i] = level;
            level *= 1.35;
        }
        // Per walk: level, slope, and the covariance p00, p01, p11.
        double[][] state = new double[walks.length][];
        for (int m = 0; m < walks.length; m++) {
            state[m] = new double[] {first, 0, 1 + walks[m][0], 0, walks[m][1] > 0 ? 1 : 0};
        }
        double[] weights = new double[512];
        Arrays.fill(weights, 1.0 / 512);
        for (int pair = 1; pair < pairs; pair++) {
            int[] active = java.util.stream.IntStream.range(0, 512)
                    .filter(candidateOf(weights))
                    .toArray();
            double[] mixed = Arrays.stream(active).mapToDouble(k -> weights[k]).toArray();
            double[] given = new double[active.length];
            long number = lattice(
                    bits,
                    32,
                    mixed,
                    (a, index) -> {
                        int k = active[a];
                        double[] walk = state[k / 32];
                        double edge = index + (double) Integer.MIN_VALUE - 0.5;
                        double t = (edge - walk[0]) / (Math.sqrt(walk[2] + 1) * noise[k % 16]);
                        return k / 16 % 2 == 0
                                ? Normal.below(t)
                                : 0.8 * Normal.below(t / 0.8) + (1 - 0.8) * Normal.below(t / 1.55);
                    },
                    given);
            int code = (int) (number + Integer.MIN_VALUE);
            out.putInt(code);
            double sum = 0;
            for (int a = 0; a < active.length; a++) {
                mixed[a] *= given[a];
                sum += mixed[a];
            }
            Arrays.fill(weights, 0);
            for (int a = 0; a < active.length; a++) {
                int k = active[a];
                double weight = mixed[a] / sum;
                weights[k] += (1 - 0.01) * weight;
                weights[k % 16 > 0 ? k - 1 : k] += 0.01 / 2 * weight;
                weights[k % 16 < 15 ? k + 1 : k] += 0.01 / 2 * weight;
            }
            for (int m = 0; m < walks.length; m++) {
                observe(state[m], walks[m], code);
            }
        }
    }

    private static java.util.function.IntPredicate candidateOf(double[] weights) {
        return k -> weights[k] >= 1e-7;
    }

    private static void observe(double[] state, double[] walk, double value) {
        double variance = state[2] + 1;
        double error = value - state[0];
        double gainLevel = state[2] / variance;
        double gainSlope = state[3] / variance;
        double q00 = state[2] - gainLevel * state[2];
        double q01 = state[3] - gainLevel * state[3];
        double q11 = state[4] - gainSlope * state[3];
        state[0] += gainLevel * error;
        state[1] += gainSlope * error;
        state[0] += state[1];
        state[2] = q00 + 2 * q01 + q11 + walk[0];
        state[3] = q01 + q11;
        state[4] = q11 + walk[1];
    }

    /** docs/conformance.md, the normal distribution. */
    private static final class Normal {
        private static final double[] DENSITY = new double[2305];
        private static final double[] BELOW = new double[2305];

        static {
            for (int i = 0; i < 2305; i++) {
                double t = i / 128.0 - 9;
                DENSITY[i] = 0.3989422804014327 * exp(-0.5 * t * t);
                double tail = tail(Math.abs(t), DENSITY[i]);
                BELOW[i] = t <= 0 ? tail : 1 - tail;
            }
        }

        private static double exp(double x) {
            double exponent = Math.rint(x * 1.4426950408889634);
            double r = (x - exponent * 0x1.62e42feep-1) - exponent * 0x1.a39ef35793c76p-33;
            double sum = 1;
            for (int n = 13; n >= 1; n--) {
                sum = 1 + sum * r / n;
            }
            return sum * Math.scalb(1.0, (int) exponent);
        }

        private static double tail(double t, double density) {
            if (t < 3) {
                double term = t;
                double sum = 0;
                for (int n = 3; n < 120; n += 2) {
                    sum += term;
                    term = term * t * t / n;
                }
                return 0.5 - density * sum;
            }
            double fraction = t;
            for (int n = 100; n >= 1; n--) {
                fraction = t + n / fraction;
            }
            return density / fraction;
        }

        static double below(double t) {
            if (!(t > -9)) {
                return 0;
            }
            if (t >= 9) {
                return 1;
            }
            int node = (int) ((t + 9) * 128 + 0.5);
            double at = node / 128.0 - 9;
            double h = t - at;
            double square = at * at;
            double series = 1 + h * (-at / 2 + h * ((square - 1) / 6 - h * at * (square - 3) / 24));
            return BELOW[node] + h * DENSITY[node] * series;
        }
    }

    // ---- docs/pose-and-corrections.md §2

    byte[] router() {
        Bits bits = new Bits(sections.get(ROUTER));
        boolean listed = bits.plain(1) == 1;
        int table = new Number().read(bits);
        List<Integer> names = new ArrayList<>(List.of(0));
        if (listed) {
            int count = new Number().read(bits);
            Number gaps = new Number();
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
        int size = 32 - Integer.numberOfLeadingZeros(symbols - 1);
        double[] start = {0.25, 0.4, 0.05, 0.2, 0.1};
        double[] weights = start.clone();
        double[] slow = filled(symbols, 1);
        double[] fast = filled(symbols, 0.1);
        Map<Integer, double[]> afterOne = new TreeMap<>();
        Map<Integer, double[]> afterTwo = new TreeMap<>();
        ByteBuffer out =
                ByteBuffer.allocate(4 + pairs).order(ByteOrder.LITTLE_ENDIAN).putInt(table);
        int previous = 0;
        int before = 0;
        for (int pair = 0; pair < pairs; pair++) {
            double[] one = afterOne.computeIfAbsent(previous, k -> filled(symbols, 1.0 / symbols));
            double[] two = afterTwo.computeIfAbsent(before * symbols + previous, k -> filled(symbols, 1.0 / symbols));
            double[][] counts = {slow, fast, one, two};
            double[] given = new double[5];
            int symbol = (int) lattice(
                    bits,
                    size,
                    weights,
                    (k, index) -> {
                        if (index >= symbols) {
                            return 1;
                        }
                        return k == 0 ? (double) index / symbols : share(counts[k - 1], (int) index);
                    },
                    given);
            for (double[] count : counts) {
                count[symbol]++;
                count[symbols]++;
            }
            double sum = 0;
            for (int k = 0; k < 5; k++) {
                weights[k] *= given[k];
                sum += weights[k];
            }
            for (int k = 0; k < 5; k++) {
                weights[k] = (1 - 0.005) * weights[k] / sum + 0.005 * start[k];
            }
            out.put((byte) (int) names.get(symbol));
            before = previous;
            previous = symbol;
        }
        return out.array();
    }

    private static double[] filled(int size, double value) {
        double[] all = new double[size + 1];
        Arrays.fill(all, value);
        all[size] = size * value;
        return all;
    }

    /** The share of the symbols below one; the total is kept behind the counts. */
    private static double share(double[] counts, int symbol) {
        double below = 0;
        for (int i = 0; i < symbol; i++) {
            below += counts[i];
        }
        return below / counts[counts.length - 1];
    }

    // ---- docs/pose-and-corrections.md §3

    byte[] tiles() {
        Bits bits = new Bits(sections.get(TILES));
        boolean listed = bits.plain(1) == 1;
        int table = new Number().read(bits);
        List<Integer> names = new ArrayList<>();
        if (listed) {
            int count = new Number().read(bits);
            Number gaps = new Number();
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
        List<int[]> places = bits.bit(0.9) == 1 ? ascending(bits, tiles) : any(bits, tiles);
        Mixture mixture = new Mixture(Math.max(1, names.size()), 0.002, 0.7, 0.15, 0.1, 0.05);
        double[] slow = filled(mixture.symbols, 1);
        double[] fast = filled(mixture.symbols, 0.05);
        int previous = 0;
        ByteBuffer out = ByteBuffer.allocate(4 + 12 * places.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(table);
        for (int[] place : places) {
            int last = previous;
            int symbol = mixture.read(bits, (k, index) -> switch (k) {
                case 0 -> (double) index / mixture.symbols;
                case 1 -> share(slow, (int) index);
                case 2 -> share(fast, (int) index);
                default -> index > last ? 1 : 0;
            });
            for (double[] counts : List.of(slow, fast)) {
                counts[symbol]++;
                counts[mixture.symbols]++;
            }
            previous = symbol;
            out.putInt(place[0]).putInt(place[1]).putInt(names.get(symbol));
        }
        return out.array();
    }

    private List<int[]> any(Bits bits, int tiles) {
        int count = new Number().read(bits);
        Adaptive sameTile = new Adaptive(0.5, 0.5);
        Adaptive samePair = new Adaptive(0.5, 0.5);
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

    private List<int[]> ascending(Bits bits, int tiles) {
        Adaptive afterNone = new Adaptive(0.9, 0.1);
        Adaptive afterSome = new Adaptive(0.5, 0.5);
        Number counts = new Number();
        double[] equal = new double[9];
        Arrays.fill(equal, 1.0 / 9);
        Mixture mixture = new Mixture(pairs, 0.001, equal);
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
                kernel[i] = Normal.exp(-i * (double) binWidth / scale) / (2 * scale);
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
            double square = ahead(start, pair) / ahead(start, start);
            double power = 1;
            for (int rest = left; rest > 0; rest /= 2) {
                power *= rest % 2 == 1 ? square : 1;
                square *= square;
            }
            return 1 - power;
        }
    }

    /** Candidates for a symbol, weighted by Bayes' rule, with a share that returns to the start. */
    private static final class Mixture {
        private final int symbols;
        private final double returning;
        private final double[] start;
        private final double[] weights;

        Mixture(int symbols, double returning, double... start) {
            this.symbols = symbols;
            this.returning = returning;
            this.start = start;
            weights = start.clone();
        }

        int read(Bits bits, Below below) {
            double[] given = new double[weights.length];
            int symbol = (int) lattice(
                    bits,
                    32 - Integer.numberOfLeadingZeros(symbols - 1),
                    weights,
                    (k, index) -> index >= symbols ? 1 : below.of(k, index),
                    given);
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] *= given[k];
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] = (1 - returning) * weights[k] / sum + returning * start[k];
            }
            return symbol;
        }
    }

    // ---- docs/latent-coding.md

    byte[] latents() {
        Bits bits = new Bits(sections.get(LATENTS));
        int dimensions = parameters.getFirst();
        check(bits.plain(1) == 0, "the mode of latent numbers");
        float[] minima = range(bits, dimensions);
        float[] steps = range(bits, dimensions);
        int width = bits.plain(4) + 1;
        Latents model = new Latents(dimensions, width);
        float[][] numbers = new float[pairs][dimensions];
        for (int pair = 0; pair < pairs; pair++) {
            model.history.addFirst(new double[dimensions]);
            for (int i = 0; i < dimensions; i++) {
                float product = (float) model.read(bits, i) * steps[i];
                numbers[pair][i] = product + minima[i];
            }
        }
        if (bits.plain(1) == 1) {
            int scale = bits.plain(16);
            Adaptive there = new Adaptive(0.5, 0.5);
            Frequencies places = new Frequencies(dimensions);
            Frequencies units = new Frequencies(256);
            for (int pair = 0; pair < pairs; pair++) {
                if (there.read(bits) == 1) {
                    int place = places.read(bits);
                    int unit = (byte) units.read(bits);
                    numbers[pair][place] += (float) ((double) unit * scale / 10_000);
                }
            }
        }
        ByteBuffer out = ByteBuffer.allocate(4 * pairs * dimensions).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] pair : numbers) {
            for (float number : pair) {
                out.putFloat(number);
            }
        }
        return out.array();
    }

    private static float[] range(Bits bits, int dimensions) {
        boolean halves = bits.plain(1) == 1;
        float[] all = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            all[i] = halves ? Float.float16ToFloat((short) bits.plain(16)) : Float.intBitsToFloat(bits.plain(32));
        }
        return all;
    }

    /** Adaptive frequencies: uniform, and counts that begin with 0.5 and 0.03 each. */
    private static final class Frequencies {
        private final Mixture mixture;
        private final double[] slow;
        private final double[] fast;

        Frequencies(int symbols) {
            mixture = new Mixture(symbols, 0.005, 0.2, 0.4, 0.4);
            slow = filled(symbols, 0.5);
            fast = filled(symbols, 0.03);
        }

        int read(Bits bits) {
            int symbol = mixture.read(
                    bits,
                    (k, index) -> k == 0 ? (double) index / mixture.symbols : share(k == 1 ? slow : fast, (int) index));
            for (double[] counts : List.of(slow, fast)) {
                counts[symbol]++;
                counts[mixture.symbols]++;
            }
            return symbol;
        }
    }

    private static final class Latents {
        private final int dimensions;
        private final int width;
        /** The pair that is read, then those before it; zeros before the first. */
        private final java.util.LinkedList<double[]> history = new java.util.LinkedList<>();

        private final Regression[][] regressions;
        private final double[][] squares;
        private final double[][] counts;
        private final double[][] weights;
        private final double[] common = new double[20];

        Latents(int dimensions, int width) {
            this.dimensions = dimensions;
            this.width = width;
            for (int i = 0; i < 7; i++) {
                history.add(new double[dimensions]);
            }
            regressions = new Regression[4][dimensions];
            squares = new double[dimensions][5];
            counts = new double[dimensions][5];
            weights = new double[dimensions][20];
            Arrays.fill(common, 1.0 / 20);
            for (int i = 0; i < dimensions; i++) {
                Arrays.fill(squares[i], 1);
                Arrays.fill(counts[i], 4);
                Arrays.fill(weights[i], 1.0 / 20);
            }
        }

        private double[] inputs(int regression, int d) {
            List<Double> all = new ArrayList<>(List.of(1.0, history.get(1)[d]));
            switch (regression) {
                case 0 -> all.addAll(List.of(history.get(2)[d], history.get(3)[d]));
                case 1 -> all.add(history.get(2)[d]);
                case 2 ->
                    all.addAll(List.of(history.get(1)[d] - history.get(2)[d], history.get(2)[d] - history.get(3)[d]));
                default -> {
                    for (int back = 2; back <= 6; back++) {
                        all.add(history.get(back)[d]);
                    }
                }
            }
            for (int i = 0; i < d && regression > 0; i++) {
                all.add(history.getFirst()[i] - history.get(1)[i]);
            }
            for (int i = 0; i < dimensions && regression == 2; i++) {
                if (i != d) {
                    all.add(history.get(1)[i] - history.get(2)[i]);
                }
            }
            return all.stream().mapToDouble(Double::doubleValue).toArray();
        }

        int read(Bits bits, int d) {
            double middle = ((1 << width) - 1) * 0.5;
            double unit = (1 << width) * 0.125;
            double[][] inputs = new double[4][];
            double[] predictions = new double[5];
            double sum = 0;
            for (int r = 0; r < 4; r++) {
                inputs[r] = inputs(r, d);
                if (regressions[r][d] == null) {
                    regressions[r][d] = new Regression(inputs[r].length, r == 0 ? 4 : 0.04);
                }
                predictions[r] = 0.8 * history.get(1)[d] + regressions[r][d].predict(inputs[r]);
                sum += predictions[r];
            }
            predictions[4] = sum / 4;
            double[] mixed = new double[20];
            for (int k = 0; k < 20; k++) {
                mixed[k] = (1 - 0.3) * weights[d][k] + 0.3 * common[k];
            }
            double[] given = new double[20];
            int code = (int) lattice(
                    bits,
                    width,
                    mixed,
                    (k, index) -> {
                        double edge = (index - 0.5 - middle) / unit;
                        int p = k / 4;
                        double t = (edge - predictions[p]) / (Math.sqrt(squares[d][p]) * (k / 2 % 2 == 0 ? 0.75 : 1.1));
                        return k % 2 == 0 ? Normal.below(t) : 0.8 * Normal.below(t / 0.8) + 0.2 * Normal.below(t / 1.8);
                    },
                    given);
            double own = 0;
            double all = 0;
            for (int k = 0; k < 20; k++) {
                weights[d][k] *= given[k];
                common[k] *= given[k];
                own += weights[d][k];
                all += common[k];
            }
            for (int k = 0; k < 20; k++) {
                common[k] = (1 - 0.02) * common[k] / all + 0.02 / 20;
                weights[d][k] = (1 - 0.03) * weights[d][k] / own + 0.03 * common[k];
            }
            double value = (code - middle) / unit;
            history.getFirst()[d] = value;
            for (int r = 0; r < 4; r++) {
                regressions[r][d].learn(inputs[r], value - 0.8 * history.get(1)[d]);
            }
            for (int p = 0; p < 5; p++) {
                double error = value - predictions[p];
                double square = squares[d][p];
                counts[d][p] = counts[d][p] * 0.99 + 1;
                squares[d][p] = Math.max(1e-8, square + (Math.min(error * error, 16 * square) - square) / counts[d][p]);
            }
            return code;
        }
    }

    /** Recursive least squares without forgetting. */
    private static final class Regression {
        private final double[] coefficients;
        private final double[][] covariance;

        Regression(int size, double variance) {
            coefficients = new double[size];
            covariance = new double[size][size];
            for (int i = 0; i < size; i++) {
                covariance[i][i] = variance;
            }
        }

        double predict(double[] inputs) {
            double sum = 0;
            for (int i = 0; i < inputs.length; i++) {
                sum += coefficients[i] * inputs[i];
            }
            return sum;
        }

        void learn(double[] inputs, double target) {
            int size = inputs.length;
            double error = target - predict(inputs);
            double[] gain = new double[size];
            double denominator = 1;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    gain[i] += covariance[i][j] * inputs[j];
                }
                denominator += gain[i] * inputs[i];
            }
            for (int i = 0; i < size; i++) {
                coefficients[i] += gain[i] / denominator * error;
                for (int j = 0; j < size; j++) {
                    covariance[i][j] -= gain[i] * gain[j] / denominator;
                }
            }
        }
    }
}
