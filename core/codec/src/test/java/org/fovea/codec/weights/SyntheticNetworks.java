package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;

/** Networks for tests: some as training leaves them, some as no training ever would. */
public final class SyntheticNetworks {
    private SyntheticNetworks() {}

    /** A small network with every role. */
    static List<TensorSpec> smallSpecs() {
        List<TensorSpec> specs = new ArrayList<>();
        specs.add(new TensorSpec("trunk.embedding.weight", List.of(4, 3), TensorRole.EMBEDDING, 3));
        for (String layer : List.of("trunk.a", "trunk.b")) {
            specs.add(new TensorSpec(layer + ".dw.weight", List.of(5, 1, 3, 3), TensorRole.DEPTHWISE, 9));
            specs.add(new TensorSpec(layer + ".pw.weight", List.of(5, 5, 1, 1), TensorRole.POINTWISE, 5));
            specs.add(new TensorSpec(layer + ".pw.bias", List.of(5), TensorRole.CONVOLUTION_BIAS, 5));
            specs.add(new TensorSpec(layer + ".norm.weight", List.of(5), TensorRole.NORM_WEIGHT, 0));
            specs.add(new TensorSpec(layer + ".norm.bias", List.of(5), TensorRole.NORM_BIAS, 0));
        }
        specs.add(new TensorSpec("pose.weight", List.of(7, 4), TensorRole.LINEAR_WEIGHT, 4));
        specs.add(new TensorSpec("pose.bias", List.of(7), TensorRole.LINEAR_BIAS, 4));
        specs.add(new TensorSpec("head.weight", List.of(3, 5, 1, 1), TensorRole.HEAD_WEIGHT, 5));
        specs.add(new TensorSpec("head.bias", List.of(3), TensorRole.HEAD_BIAS, 5));
        return List.copyOf(specs);
    }

    /**
     * Initial weights as frameworks draw them, plus a normal drift, quantised: matrices to FP4, the rest to halves or
     * codes.
     */
    public static List<QuantisedTensor> trained(List<TensorSpec> specs, double drift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : specs) {
            double[] values = new double[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = draw(spec, drift, random);
            }
            tensors.add(
                    switch (spec.role()) {
                        case DEPTHWISE, POINTWISE -> fp4(spec, values, 32);
                        case LINEAR_WEIGHT ->
                            coded(spec, values, 9, spec.shape().getFirst());
                        case NORM_BIAS -> coded(spec, values, 8, 1);
                        default -> half(spec, values);
                    });
        }
        return tensors;
    }

    /**
     * What training makes of the initial values of a seed: each moved by a normal drift, in units of the largest
     * initial value. Matrices as FP4, biases as codes, the rest as halves.
     */
    static List<QuantisedTensor> drifted(List<TensorSpec> specs, double drift, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int tensor = 0; tensor < specs.size(); tensor++) {
            TensorSpec spec = specs.get(tensor);
            float[] initial = Initialisation.values(spec, tensor, seed);
            double[] values = new double[initial.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = initial[i] + drift * Initialisation.bound(spec) * normal(random);
            }
            tensors.add(
                    switch (spec.role()) {
                        case DEPTHWISE, POINTWISE -> fp4(spec, values, 32);
                        case LINEAR_WEIGHT ->
                            coded(spec, values, 9, spec.shape().getFirst());
                        case CONVOLUTION_BIAS, HEAD_BIAS -> coded(spec, values, 6, 1);
                        default -> half(spec, values);
                    });
        }
        return tensors;
    }

    private static double normal(SplittableRandom random) {
        double normal = -6;
        for (int i = 0; i < 12; i++) {
            normal += random.nextDouble();
        }
        return normal;
    }

    private static double draw(TensorSpec spec, double drift, SplittableRandom random) {
        double normal = normal(random);
        double unit = spec.fanIn() > 0 ? 1 / Math.sqrt(spec.fanIn()) : 1;
        return switch (spec.role()) {
            case NORM_WEIGHT -> 1 + 0.1 * normal;
            case NORM_BIAS -> 0.1 * normal;
            case EMBEDDING -> normal;
            default -> unit * (2 * random.nextDouble() - 1 + drift * normal);
        };
    }

    static Fp4Tensor fp4(TensorSpec spec, double[] values, int blockSize) {
        byte[] codes = new byte[values.length];
        short[] scales = new short[Math.ceilDiv(values.length, blockSize)];
        for (int block = 0; block < scales.length; block++) {
            int end = Math.min(values.length, (block + 1) * blockSize);
            double largest = 0;
            for (int i = block * blockSize; i < end; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            scales[block] = Float.floatToFloat16((float) (largest / 6));
            float scale = Float.float16ToFloat(scales[block]);
            for (int i = block * blockSize; i < end; i++) {
                codes[i] = (byte) nearest(Math.abs(values[i]), scale);
                codes[i] |= values[i] < 0 && codes[i] > 0 ? 8 : 0;
            }
        }
        return new Fp4Tensor(spec.name(), spec.shape(), blockSize, codes, scales);
    }

    private static int nearest(double value, float scale) {
        int nearest = 0;
        for (int level = 1; level < 8; level++) {
            double distance = Math.abs(Fp4Tensor.magnitude(level) * scale - value);
            nearest = distance < Math.abs(Fp4Tensor.magnitude(nearest) * scale - value) ? level : nearest;
        }
        return nearest;
    }

    private static HalfTensor half(TensorSpec spec, double[] values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToFloat16((float) values[i]);
        }
        return new HalfTensor(spec.name(), spec.shape(), bits);
    }

    private static CodedTensor coded(TensorSpec spec, double[] values, int bits, int ranges) {
        short[] minimums = new short[ranges];
        short[] steps = new short[ranges];
        int[] codes = new int[values.length];
        int perRange = values.length / ranges;
        int most = (1 << bits) - 1;
        for (int range = 0; range < ranges; range++) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = range * perRange; i < (range + 1) * perRange; i++) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
            minimums[range] = Float.floatToFloat16((float) least);
            steps[range] = Float.floatToFloat16((float) ((greatest - least) / most));
            for (int i = range * perRange; i < (range + 1) * perRange; i++) {
                double step = Math.max(1e-8, Float.float16ToFloat(steps[range]));
                codes[i] = (int) Math.clamp(Math.round((values[i] - least) / step), 0L, (long) most);
            }
        }
        return new CodedTensor(spec.name(), spec.shape(), bits, minimums, steps, codes);
    }

    /** Any numbers in any encodings. */
    public static List<QuantisedTensor> weird(List<TensorSpec> specs, SplittableRandom random) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : specs) {
            tensors.add(
                    switch (random.nextInt(3)) {
                        case 0 -> weirdFp4(spec, random);
                        case 1 -> new HalfTensor(spec.name(), spec.shape(), weirdHalves(spec.count(), random));
                        default -> weirdCodes(spec, random);
                    });
        }
        return tensors;
    }

    private static Fp4Tensor weirdFp4(TensorSpec spec, SplittableRandom random) {
        int blockSize = switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(4);
            case 1 -> 1 << random.nextInt(31);
            case 2 -> Integer.MAX_VALUE - random.nextInt(3);
            default -> 32;
        };
        byte[] codes = new byte[spec.count()];
        int codeKind = random.nextInt(4);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte)
                    switch (codeKind) {
                        case 0 -> 8;
                        case 1 -> random.nextInt(7);
                        case 2 -> 5;
                        default -> random.nextInt(16);
                    };
        }
        short[] scales = weirdHalves(Math.ceilDiv(codes.length, blockSize), random);
        return new Fp4Tensor(spec.name(), spec.shape(), blockSize, codes, scales);
    }

    private static CodedTensor weirdCodes(TensorSpec spec, SplittableRandom random) {
        int bits = 1 + random.nextInt(16);
        int ranges = random.nextBoolean() ? 1 : spec.shape().getFirst();
        int[] codes = new int[spec.count()];
        boolean constant = random.nextInt(3) == 0;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = constant ? (1 << bits) - 1 : random.nextInt(1 << bits);
        }
        return new CodedTensor(
                spec.name(), spec.shape(), bits, weirdHalves(ranges, random), weirdHalves(ranges, random), codes);
    }

    private static short[] weirdHalves(int count, SplittableRandom random) {
        short[] special = {0, (short) 0x8000, 0x7c00, (short) 0xfc00, 0x7e01, (short) 0xffff, 1, 0x7bff, 0x3c00};
        short[] halves = new short[count];
        int kind = random.nextInt(5);
        int shift = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            halves[i] = switch (kind) {
                case 0 -> (short) random.nextInt();
                case 1 -> special[random.nextInt(special.length)];
                case 2 -> special[shift % special.length];
                case 3 -> Float.floatToFloat16((float) ((random.nextDouble() - 0.5) / (1 << shift)));
                default -> Float.floatToFloat16((float) ((random.nextDouble() - 0.5) * (1 << shift)));
            };
        }
        return halves;
    }
}
