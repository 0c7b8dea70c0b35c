package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;

class WeightCodecTest extends SectionCodecContract<WeightSet> {
    WeightCodecTest() {
        super(SectionCodecs.WEIGHTS, "56828980928cef8f", header(6));
    }

    @Override
    List<Sample<WeightSet>> samples() {
        return List.of(
                new Sample<>("small", header(4), weights(header(4), false)),
                new Sample<>("wild", header(4), weights(header(4), true)));
    }

    /**
     * A family's smallest network still takes a tenth of a second to read: fewer rounds unless a number is asked for.
     */
    @Override
    int mutations() {
        return Integer.getInteger("fovea.fuzz", MUTATIONS / 20);
    }

    @Override
    int refusedTruncations() {
        return 90;
    }

    /** The largest square network that is not refused for its size alone; weights do not depend on the masks. */
    @Override
    ArchiveHeader hugeHeader() {
        int width = 2;
        while (weights(width + 2) <= WeightCoder.MAX_WEIGHTS) {
            width += 2;
        }
        return huge(width);
    }

    private static long weights(int width) {
        return huge(width).tensors().stream().mapToLong(TensorSpec::count).sum();
    }

    private static ArchiveHeader huge(int width) {
        return new ArchiveHeader(32, 24, new MaskShape(1_000_000, 4096, 4096, 5), 1, List.of(width, width, width));
    }

    /** Every byte of a stream of a few small tensors is tried in the coder's own test. */
    @Override
    int truncationStep() {
        return 211;
    }

    private static ArchiveHeader header(int c1) {
        return new ArchiveHeader(32, 24, new MaskShape(3, 8, 16, 5), 1, List.of(c1, 6, 4));
    }

    private static WeightSet weights(ArchiveHeader header, boolean wild) {
        Random random = new Random(8);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            tensors.add(wild ? wildTensor(spec, random) : tensor(spec, random));
        }
        return new WeightSet(tensors);
    }

    @Test
    void the_seed_of_the_initial_weights_is_kept() {
        ArchiveHeader header = header(6);
        List<QuantisedTensor> tensors = new ArrayList<>();
        List<TensorSpec> specs = header.tensors();
        for (int i = 0; i < specs.size(); i++) {
            float[] values = Initialisation.values(specs.get(i), i, 77);
            short[] bits = new short[values.length];
            for (int k = 0; k < bits.length; k++) {
                bits[k] = Float.floatToFloat16(values[k] * 1.01f);
            }
            tensors.add(new HalfTensor(specs.get(i).name(), specs.get(i).shape(), bits));
        }
        WeightSet weights = new WeightSet(tensors, OptionalLong.of(77));
        byte[] stream = codec.encode(weights, header);
        WeightSet back = codec.decode(stream, header);
        assertThat(back).isEqualTo(weights);
        assertThat(back.seed()).hasValue(77);
        assertThat(stream.length).isLessThan(codec.encode(new WeightSet(tensors), header).length / 2);
    }

    private static QuantisedTensor tensor(TensorSpec spec, Random random) {
        return switch (spec.role()) {
            case DEPTHWISE, POINTWISE -> fp4(spec, random, 32, Float.floatToFloat16(0.03f), 8);
            case LINEAR_WEIGHT -> coded(spec, random, 9, spec.shape().getFirst());
            default -> {
                short[] bits = new short[spec.count()];
                for (int i = 0; i < bits.length; i++) {
                    bits[i] = Float.floatToFloat16((float) (random.nextGaussian() * 0.1));
                }
                yield new HalfTensor(spec.name(), spec.shape(), bits);
            }
        };
    }

    /** Numbers that no training would give: every bit pattern is to survive. */
    private static QuantisedTensor wildTensor(TensorSpec spec, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> fp4(spec, random, 1 + random.nextInt(40), (short) random.nextInt(), 16);
            case 1 ->
                coded(
                        spec,
                        random,
                        1 + random.nextInt(16),
                        random.nextBoolean() ? 1 : spec.shape().getFirst());
            default -> {
                short[] bits = new short[spec.count()];
                for (int i = 0; i < bits.length; i++) {
                    bits[i] = (short) random.nextInt();
                }
                yield new HalfTensor(spec.name(), spec.shape(), bits);
            }
        };
    }

    private static QuantisedTensor fp4(TensorSpec spec, Random random, int block, short scale, int signs) {
        byte[] codes = new byte[spec.count()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (random.nextInt(8) | (random.nextBoolean() ? signs & 8 : 0));
        }
        short[] scales = new short[(codes.length + block - 1) / block];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (short) (scale + random.nextInt(50));
        }
        return new Fp4Tensor(spec.name(), spec.shape(), block, codes, scales);
    }

    private static QuantisedTensor coded(TensorSpec spec, Random random, int bits, int ranges) {
        int[] codes = new int[spec.count()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = random.nextInt(1 << bits);
        }
        short[] minimums = new short[ranges];
        short[] steps = new short[ranges];
        for (int i = 0; i < ranges; i++) {
            minimums[i] = Float.floatToFloat16(-0.1f - 0.01f * random.nextInt(9));
            steps[i] = Float.floatToFloat16(0.001f);
        }
        return new CodedTensor(spec.name(), spec.shape(), bits, minimums, steps, codes);
    }
}
