package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BinaryDecoder;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorSpec;
import org.jspecify.annotations.Nullable;

/** Lossless coder of a network whose tensors are all {@link SteppedTensor}; {@code docs/weight-coding.md} §11. */
public final class SteppedCoder {
    private static final String SECTION = "weights";
    private static final int MODE_BITS = 2;
    private static final int HALF_BITS = 16;

    private SteppedCoder() {}

    /** Whether this coder can code these. */
    public static boolean codes(List<QuantisedTensor> tensors) {
        return !tensors.isEmpty() && tensors.stream().allMatch(SteppedTensor.class::isInstance);
    }

    /**
     * Encodes a network.
     *
     * @param tensors one per spec, in the same order
     * @param specs the tensors that the renderer family has
     * @throws IllegalArgumentException where names, shapes or kinds differ, or there are over
     *     {@link WeightCoder#MAX_WEIGHTS} weights
     */
    public static byte[] encode(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        if (weights(specs) > WeightCoder.MAX_WEIGHTS) {
            throw new IllegalArgumentException(tooMany(specs));
        }
        List<SteppedTensor> stepped = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            if (tensors.size() != specs.size()
                    || !(tensors.get(i) instanceof SteppedTensor tensor)
                    || !tensor.name().equals(spec.name())
                    || !tensor.shape().equals(spec.shape())) {
                throw new IllegalArgumentException("the tensors are not those of the renderer family");
            }
            stepped.add(tensor);
        }
        BinaryEncoder encoder = new BinaryEncoder();
        run(BitChannel.to(encoder), specs, stepped);
        return encoder.finish();
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @throws FormatException where the stream is damaged
     */
    public static WeightSet decode(byte[] stream, List<TensorSpec> specs) {
        if (weights(specs) > WeightCoder.MAX_WEIGHTS) {
            throw new FormatException(SECTION, 0, tooMany(specs));
        }
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        List<QuantisedTensor> tensors = run(BitChannel.from(decoder), specs, null);
        decoder.finish();
        return new WeightSet(tensors);
    }

    private static List<QuantisedTensor> run(
            BitChannel channel, List<TensorSpec> specs, @Nullable List<SteppedTensor> wanted) {
        if (channel.codeRaw(0, MODE_BITS) != 0) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding", FormatException.NEWER);
        }
        boolean halves = channel.codeRaw(wanted != null && halves(wanted) ? 1 : 0, 1) != 0;
        SteppedModel model = new SteppedModel(channel);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            float step =
                    step(channel, halves, wanted == null ? 0 : wanted.get(i).step());
            if (!Float.isFinite(step)) {
                throw new FormatException(SECTION, channel.offset(), "step of " + spec.name() + " is not finite");
            }
            byte[] codes = wanted == null
                    ? new byte[spec.count()]
                    : wanted.get(i).codes().clone();
            List<Integer> shape = spec.shape();
            int kernel = shape.size() == 4 ? shape.get(2) * shape.get(3) : 1;
            model.code(codes, shape.getFirst(), kernel, shape.size() == 2 ? period(specs, shape.getFirst()) : 4);
            tensors.add(new SteppedTensor(spec.name(), shape, codes, step));
        }
        return tensors;
    }

    /** Cells of a picture whose channels a linear layer makes: this number of its outputs belongs to a channel. */
    private static int period(List<TensorSpec> specs, int outputs) {
        return specs.stream()
                .filter(spec -> spec.shape().size() == 4)
                .findFirst()
                .map(spec -> Math.max(1, outputs / spec.shape().get(1)))
                .orElse(1);
    }

    private static boolean halves(List<SteppedTensor> tensors) {
        return tensors.stream()
                .allMatch(tensor -> Float.floatToRawIntBits(Float.float16ToFloat(Float.floatToFloat16(tensor.step())))
                        == Float.floatToRawIntBits(tensor.step()));
    }

    private static float step(BitChannel channel, boolean halves, float wanted) {
        return halves
                ? Float.float16ToFloat((short) channel.codeRaw(Float.floatToFloat16(wanted) & 0xffff, HALF_BITS))
                : Float.intBitsToFloat(channel.codeRaw(Float.floatToRawIntBits(wanted), Float.SIZE));
    }

    private static long weights(List<TensorSpec> specs) {
        return specs.stream().mapToLong(TensorSpec::count).sum();
    }

    private static String tooMany(List<TensorSpec> specs) {
        return weights(specs) + " weights, at most " + WeightCoder.MAX_WEIGHTS + " are possible";
    }
}
