package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BinaryDecoder;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.CostMeter;
import org.fovea.codec.family.TensorSpec;

/**
 * Lossless coder of a renderer's quantised weights; see {@code docs/weight-coding.md} for the stream and the models.
 *
 * <p>Any stored numbers come back exactly; networks whose layers were initialised and trained as usual come out small.
 */
public final class WeightCoder {
    /** Largest number of weights of a network: keeps time and memory for a hostile archive bounded, to about 10 s. */
    public static final int MOST_WEIGHTS = 300_000;

    /** Section name in error messages. */
    private static final String SECTION = "weights";

    private static final int MODE_BITS = 2;

    /** Every tensor by itself. */
    private static final int PLAIN = 0;

    /** A seed follows; tensors may be coded relative to the initial values that it gives. */
    private static final int SEEDED = 1;

    private WeightCoder() {}

    /**
     * Encodes all tensors of a network by themselves.
     *
     * @param tensors one per spec, in the same order
     * @param specs the tensors that the renderer family has
     * @throws IllegalArgumentException if names or shapes differ from the specs, or there are over {@link #MOST_WEIGHTS} weights
     */
    public static byte[] encode(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        BinaryEncoder encoder = new BinaryEncoder();
        run(BitChannel.to(encoder), new Plan(tensors, specs, OptionalLong.empty(), null));
        return encoder.finish();
    }

    /** Encodes a network; where its seed is known and that saves bytes, relative to its initial values. Otherwise as the other method. */
    public static byte[] encode(WeightSet weights, List<TensorSpec> specs) {
        byte[] plain = encode(weights.tensors(), specs);
        if (weights.seed().isEmpty()) {
            return plain;
        }
        byte[] seeded = encodeSeeded(weights, specs, plan(weights, specs).relative);
        return seeded.length < plain.length ? seeded : plain;
    }

    /** Encodes relative to initial values, the tensors that {@code relative} says, whether or not that saves bytes. */
    static byte[] encodeSeeded(WeightSet weights, List<TensorSpec> specs, boolean[] relative) {
        BinaryEncoder encoder = new BinaryEncoder();
        run(BitChannel.to(encoder), new Plan(weights.tensors(), specs, weights.seed(), relative));
        return encoder.finish();
    }

    /**
     * Decodes a stream of either kind.
     *
     * @param stream the whole stream
     * @param specs the tensors that the renderer family has
     * @return the tensors, with the seed if the stream has it
     * @throws FormatException if the stream is damaged
     */
    public static WeightSet decodeSet(byte[] stream, List<TensorSpec> specs) {
        if (weights(specs) > MOST_WEIGHTS) {
            throw new FormatException(SECTION, 0, tooMany(specs));
        }
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        BitChannel channel = BitChannel.from(decoder);
        int mode = channel.codeRaw(0, MODE_BITS);
        if (mode != PLAIN && mode != SEEDED) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding");
        }
        OptionalLong seed = mode == SEEDED ? OptionalLong.of(SeededDraw.codeSeed(channel, 0)) : OptionalLong.empty();
        SeededDraw draw = seed.isPresent() ? new SeededDraw(seed.getAsLong(), new boolean[specs.size()]) : null;
        List<TensorBuffer> buffers = specs.stream().map(TensorBuffer::new).toList();
        new WeightModel(channel, false, buffers, draw).run();
        decoder.finish();
        return new WeightSet(buffers.stream().map(TensorBuffer::toTensor).toList(), seed);
    }

    /** The tensors of {@link #decodeSet}. */
    public static List<QuantisedTensor> decode(byte[] stream, List<TensorSpec> specs) {
        return decodeSet(stream, specs).tensors();
    }

    /**
     * What the stream of {@link #encode(List, List)} spends on each kind of number.
     *
     * @return bits by name of the field; they add up to the stream's length but for its last byte
     */
    public static Map<String, Double> explain(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        CostMeter meter = new CostMeter();
        run(meter, new Plan(tensors, specs, OptionalLong.empty(), null));
        return meter.bits();
    }

    /** The same for a stream that has the seed, whether or not that is the shorter one. */
    public static Map<String, Double> explainSeeded(WeightSet weights, List<TensorSpec> specs) {
        CostMeter meter = new CostMeter();
        run(meter, plan(weights, specs));
        return meter.bits();
    }

    /** What is to be encoded, and how; {@code relative} is null without a seed. */
    private record Plan(List<QuantisedTensor> tensors, List<TensorSpec> specs, OptionalLong seed, boolean[] relative) {}

    /** Takes for each tensor what is shorter when all others are coded in the same way. */
    private static Plan plan(WeightSet weights, List<TensorSpec> specs) {
        boolean[] relative = new boolean[specs.size()];
        double[] alone = costs(new Plan(weights.tensors(), specs, weights.seed(), relative));
        boolean[] everywhere = new boolean[specs.size()];
        Arrays.fill(everywhere, true);
        double[] drift = costs(new Plan(weights.tensors(), specs, weights.seed(), everywhere));
        for (int i = 0; i < relative.length; i++) {
            relative[i] = drift[i] < alone[i];
        }
        return new Plan(weights.tensors(), specs, weights.seed(), relative);
    }

    /** Bits of each tensor. */
    private static double[] costs(Plan plan) {
        double[] costs = new double[plan.specs.size()];
        double[] total = new double[1];
        BitChannel meter = (bit, probability) -> {
            double one = BitChannel.scaled(probability) * 0x1p-32;
            // StrictMath: the choice, and so the stream, is the same on every machine.
            total[0] -= StrictMath.log(bit != 0 ? one : 1 - one);
            return bit;
        };
        run(meter, plan, tensor -> {
            costs[tensor] = total[0];
            total[0] = 0;
        });
        return costs;
    }

    private static void run(BitChannel channel, Plan plan) {
        run(channel, plan, tensor -> {});
    }

    private static void run(BitChannel channel, Plan plan, IntConsumer coded) {
        List<TensorBuffer> buffers = buffers(plan.tensors, plan.specs);
        channel.enter("encodings");
        SeededDraw draw = null;
        if (plan.seed.isPresent()) {
            long seed = plan.seed.getAsLong();
            channel.codeRaw(SEEDED, MODE_BITS);
            SeededDraw.codeSeed(channel, seed);
            draw = new SeededDraw(seed, plan.relative.clone());
        } else {
            channel.codeRaw(PLAIN, MODE_BITS);
        }
        new WeightModel(channel, true, buffers, draw).run(coded);
    }

    private static List<TensorBuffer> buffers(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        if (weights(specs) > MOST_WEIGHTS) {
            throw new IllegalArgumentException(tooMany(specs));
        }
        if (tensors.size() != specs.size()) {
            throw new IllegalArgumentException(tensors.size() + " tensors, " + specs.size() + " expected");
        }
        List<TensorBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            QuantisedTensor tensor = tensors.get(i);
            TensorSpec spec = specs.get(i);
            if (!tensor.name().equals(spec.name()) || !tensor.shape().equals(spec.shape())) {
                throw new IllegalArgumentException(tensor.name() + " " + tensor.shape() + " where " + spec.name() + " "
                        + spec.shape() + " is expected");
            }
            buffers.add(new TensorBuffer(spec, tensor));
        }
        return buffers;
    }

    private static long weights(List<TensorSpec> specs) {
        return specs.stream().mapToLong(TensorSpec::count).sum();
    }

    private static String tooMany(List<TensorSpec> specs) {
        return weights(specs) + " weights, at most " + MOST_WEIGHTS + " are possible";
    }
}
