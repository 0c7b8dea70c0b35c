package org.fovea.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@link PlainWeights} against the program on networks that {@code conformance/} does not hold: every mode, constant
 * columns, minus zeros, numbers that are no numbers, units far from the usual ones, blocks that are cut or reach no top
 * level.
 */
@Tag("slow")
class PlainWeightsTest {
    private static final int CLASSES = 3;

    private record Network(RendererFamily family, List<Integer> parameters) {
        List<TensorSpec> specs() {
            return family.tensors(parameters, CLASSES);
        }
    }

    private static final List<Network> NETWORKS = List.of(
            new Network(new QzsFamily(), List.of(2, 4, 2)),
            new Network(new CompactFamily(), List.of(6, 1, 2, 3, 4, 5, 2)),
            new Network(new FilterFamily(), List.of(2, 4, 1, 2)),
            new Network(new LatentFamily(), List.of(2, 4, 1, 2, 2, 4, 4, 2, 3, 3, 1)));

    @Test
    void every_kind_of_stream_is_read_alike() {
        Set<Integer> modes = new TreeSet<>();
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Network network = NETWORKS.get(seed % NETWORKS.size());
            List<TensorSpec> specs = network.specs();
            List<QuantisedTensor> tensors = new ArrayList<>();
            OptionalLong draw = seed < 4 ? OptionalLong.empty() : OptionalLong.of(0xfedc_0000L + seed);
            for (int index = 0; index < specs.size(); index++) {
                tensors.add(tensor(specs.get(index), index, seed, random));
            }
            byte[] stream = WeightCoder.encode(new WeightSet(tensors, draw), specs);
            modes.add((stream[0] & 255) >> 6);
            byte[] plain = PlainWeights.read(stream, PlainTensor.of(network.family.id(), network.parameters, CLASSES));
            assertThat(plain)
                    .as("network " + seed)
                    .isEqualTo(bytes(WeightCoder.decodeSet(stream, specs).tensors()));
        }
        assertThat(modes).hasSizeGreaterThanOrEqualTo(3);
    }

    private static byte[] bytes(List<QuantisedTensor> tensors) {
        int count =
                tensors.stream().mapToInt(tensor -> tensor.dequantise().length).sum();
        ByteBuffer out = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (QuantisedTensor tensor : tensors) {
            for (float value : tensor.dequantise()) {
                out.putFloat(value);
            }
        }
        return out.array();
    }

    private static QuantisedTensor tensor(TensorSpec spec, int index, int seed, Random random) {
        int count = spec.count();
        double unit = Math.pow(2, random.nextInt(5) == 0 ? random.nextInt(12) - 6 : -2);
        float[] values = new float[count];
        // From the seed, or as smooth as a mode without one expects, or neither.
        float[] initial = Initialisation.values(spec, index, 0xfedc_0000L + seed);
        int columns = count / spec.shape().getFirst();
        for (int i = 0; i < count; i++) {
            float noise = (float) (unit * random.nextGaussian());
            values[i] = switch (seed / 4) {
                case 1 -> initial[i] + 0.02f * noise;
                case 2 -> (float) (unit * Math.sin(i * 0.01)) + 0.003f * noise;
                default -> noise;
            };
            if (seed % 5 == 0 && i % columns == 1) {
                values[i] = 0.5f;
            }
        }
        return switch (random.nextInt(3)) {
            case 0 -> halves(spec, values, random);
            case 1 -> codes(spec, values, random);
            default -> blocks(spec, values, random);
        };
    }

    private static QuantisedTensor halves(TensorSpec spec, float[] values, Random random) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToFloat16(values[i]);
        }
        if (random.nextInt(4) == 0) {
            bits[random.nextInt(bits.length)] = (short) (0x7c00 + random.nextInt(9));
            bits[random.nextInt(bits.length)] = Short.MIN_VALUE;
        }
        return new HalfTensor(spec.name(), spec.shape(), bits);
    }

    private static QuantisedTensor codes(TensorSpec spec, float[] values, Random random) {
        int bits = 1 + random.nextInt(9);
        int ranges = random.nextBoolean() ? 1 : spec.shape().getFirst();
        int length = values.length / ranges;
        short[] minima = new short[ranges];
        short[] steps = new short[ranges];
        int[] codes = new int[values.length];
        int top = (1 << bits) - 1;
        for (int range = 0; range < ranges; range++) {
            float least = Float.MAX_VALUE;
            float greatest = -Float.MAX_VALUE;
            for (int i = range * length; i < (range + 1) * length; i++) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
            float step = Math.max((greatest - least) / top, 1e-5f);
            minima[range] = Float.floatToFloat16(least);
            steps[range] = Float.floatToFloat16(step);
            for (int i = range * length; i < (range + 1) * length; i++) {
                codes[i] = Math.clamp(Math.round((values[i] - least) / step), 0, top);
            }
        }
        return new CodedTensor(spec.name(), spec.shape(), bits, minima, steps, codes);
    }

    private static QuantisedTensor blocks(TensorSpec spec, float[] values, Random random) {
        int size = List.of(32, 16, 7, 64).get(random.nextInt(4));
        float share = random.nextInt(3) == 0 ? 3 : 6;
        byte[] codes = new byte[values.length];
        short[] scales = new short[Math.ceilDiv(values.length, size)];
        for (int block = 0; block < scales.length; block++) {
            float largest = 0;
            for (int i = block * size; i < Math.min(values.length, (block + 1) * size); i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            scales[block] = Float.floatToFloat16(largest / share);
            float scale = Math.max(Float.float16ToFloat(scales[block]), 1e-6f);
            for (int i = block * size; i < Math.min(values.length, (block + 1) * size); i++) {
                int level = 0;
                while (level < 7 && Math.abs(values[i]) / scale > PlainBlocks.LEVELS[level] + 0.25) {
                    level++;
                }
                codes[i] = (byte) (level + (values[i] < 0 && (level > 0 || share < 6) ? 8 : 0));
            }
        }
        return new Fp4Tensor(spec.name(), spec.shape(), size, codes, scales);
    }
}
