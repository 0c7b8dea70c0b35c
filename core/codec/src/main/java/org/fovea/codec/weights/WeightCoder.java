package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Lossless coder of a renderer's quantised weights; see {@code docs/weight-coding.md} for the stream and the models.
 *
 * <p>Any stored numbers come back exactly; networks whose layers were initialised and trained as usual come out small.
 */
public final class WeightCoder {
    /** Largest number of weights of a network: keeps time and memory for a hostile archive bounded, to about 10 s. */
    public static final int MAX_WEIGHTS = 300_000;

    static final String SECTION = "weights";

    /**
     * Networks of more weights are not tried relative to neighbours alone: it takes three times as long, and large
     * layers have been seen to gain nothing.
     */
    private static final int MAX_TRIED = 30_000;

    private static final int MODE_BITS = 2;

    /** Every tensor by itself. */
    private static final int PLAIN = 0;

    /** A seed follows; tensors may be coded relative to the initial values that it gives, and to their neighbours. */
    private static final int SEEDED = 1;

    /** Tensors may be coded relative to their neighbours. */
    private static final int UNSEEDED = 2;

    private WeightCoder() {}

    /**
     * Encodes all tensors of a network by themselves.
     *
     * @param tensors one per spec, in the same order
     * @throws IllegalArgumentException if names or shapes differ from the specs, or there are over {@link #MAX_WEIGHTS}
     *     weights
     */
    public static byte[] encode(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        return encode(new Plan(tensors, specs, OptionalLong.empty(), null));
    }

    /**
     * Encodes a network in the shortest way: each tensor by itself, or relative to its neighbours, or also to its
     * initial values where their seed is known.
     */
    public static byte[] encode(WeightSet weights, List<TensorSpec> specs) {
        byte[] shortest = encode(weights.tensors(), specs);
        if (weights.seed().isEmpty()) {
            return shortest;
        }
        List<WeightSet> others = new ArrayList<>();
        if (weights.count() <= MAX_TRIED) {
            others.add(new WeightSet(weights.tensors()));
        }
        others.add(weights);
        for (WeightSet other : others) {
            byte[] relative = encode(plan(other, specs));
            shortest = relative.length < shortest.length ? relative : shortest;
        }
        return shortest;
    }

    /** Encodes relative to neighbours and initial values, if known, those tensors that {@code relative} says. */
    static byte[] encodeRelative(WeightSet weights, List<TensorSpec> specs, boolean[] relative) {
        return encode(new Plan(weights.tensors(), specs, weights.seed(), relative));
    }

    private static byte[] encode(Plan plan) {
        return BitChannel.write(channel -> run(channel, plan, tensor -> {}));
    }

    /**
     * Decodes a stream of either kind.
     *
     * @return the tensors, with the seed if the stream has it
     * @throws FormatException if the stream is damaged
     */
    public static WeightSet decodeSet(byte[] stream, List<TensorSpec> specs) {
        verifySize(specs);
        return BitChannel.read(SECTION, stream, 0, channel -> decode(channel, specs));
    }

    private static WeightSet decode(BitChannel channel, List<TensorSpec> specs) {
        int mode = channel.codeRaw(0, MODE_BITS);
        if (mode > UNSEEDED) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding", FormatException.NEWER);
        }
        OptionalLong seed = mode == SEEDED ? OptionalLong.of(SeededDraw.codeSeed(channel, 0)) : OptionalLong.empty();
        SeededDraw draw = mode == PLAIN ? null : new SeededDraw(seed, new boolean[specs.size()]);
        List<TensorBuffer> buffers = specs.stream().map(TensorBuffer::new).toList();
        new WeightModel(channel, false, buffers, draw).run(tensor -> {});
        return new WeightSet(buffers.stream().map(TensorBuffer::toTensor).toList(), seed);
    }

    /** What is to be encoded, and how; {@code relative} is null where every tensor is coded by itself. */
    private record Plan(
            List<QuantisedTensor> tensors, List<TensorSpec> specs, OptionalLong seed, boolean @Nullable [] relative) {}

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

    private static double[] costs(Plan plan) {
        double[] costs = new double[plan.specs.size()];
        double[] total = new double[1];
        BitChannel meter = (bit, probability) -> {
            double one = probability * 0x1p-32;
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

    private static void run(BitChannel channel, Plan plan, IntConsumer coded) {
        verify(plan.tensors, plan.specs);
        List<TensorBuffer> buffers = new ArrayList<>();
        for (QuantisedTensor tensor : plan.tensors) {
            buffers.add(new TensorBuffer(plan.specs.get(buffers.size()), tensor));
        }
        SeededDraw draw = null;
        if (plan.relative == null) {
            channel.codeRaw(PLAIN, MODE_BITS);
        } else {
            channel.codeRaw(plan.seed.isPresent() ? SEEDED : UNSEEDED, MODE_BITS);
            plan.seed.ifPresent(seed -> SeededDraw.codeSeed(channel, seed));
            draw = new SeededDraw(plan.seed, plan.relative.clone());
        }
        new WeightModel(channel, true, buffers, draw).run(coded);
    }

    /**
     * Checks that tensors are those of a renderer family, by name and shape, and not too many.
     *
     * @throws IllegalArgumentException where they are not
     */
    static void verify(List<? extends QuantisedTensor> tensors, List<TensorSpec> specs) {
        try {
            verifySize(specs);
        } catch (FormatException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
        if (tensors.size() != specs.size()) {
            throw new IllegalArgumentException(tensors.size() + " tensors, " + specs.size() + " expected");
        }
        for (int i = 0; i < specs.size(); i++) {
            QuantisedTensor tensor = tensors.get(i);
            TensorSpec spec = specs.get(i);
            if (!tensor.name().equals(spec.name()) || !tensor.shape().equals(spec.shape())) {
                throw new IllegalArgumentException(tensor.name() + " " + tensor.shape() + " where " + spec.name() + " "
                        + spec.shape() + " is expected");
            }
        }
    }

    static void verifySize(List<TensorSpec> specs) {
        long weights = specs.stream().mapToLong(TensorSpec::count).sum();
        if (weights > MAX_WEIGHTS) {
            throw new FormatException(SECTION, 0, weights + " weights, at most " + MAX_WEIGHTS + " are possible");
        }
    }
}
