package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.FloatCoder;
import org.fovea.codec.family.TensorSpec;
import org.jspecify.annotations.Nullable;

/** Lossless coder of a network whose tensors are all {@link SteppedTensor}; {@code docs/weight-coding.md} §11. */
public final class SteppedCoder {
    private static final int MODE_BITS = 2;

    private SteppedCoder() {}

    public static boolean codes(List<QuantisedTensor> tensors) {
        return !tensors.isEmpty() && tensors.stream().allMatch(SteppedTensor.class::isInstance);
    }

    /**
     * Encodes a network.
     *
     * @param tensors one per spec, in the same order
     * @throws IllegalArgumentException where names, shapes or kinds differ, or there are too many weights
     */
    public static byte[] encode(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        WeightCoder.verify(tensors, specs);
        if (!codes(tensors)) {
            throw new IllegalArgumentException("the tensors have no steps");
        }
        List<SteppedTensor> stepped =
                tensors.stream().map(SteppedTensor.class::cast).toList();
        return BitChannel.write(channel -> run(channel, specs, stepped));
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @throws FormatException where the stream is damaged
     */
    public static WeightSet decode(byte[] stream, List<TensorSpec> specs) {
        WeightCoder.verifySize(specs);
        return new WeightSet(BitChannel.read(WeightCoder.SECTION, stream, 0, channel -> run(channel, specs, null)));
    }

    private static List<QuantisedTensor> run(
            BitChannel channel, List<TensorSpec> specs, @Nullable List<SteppedTensor> wanted) {
        if (channel.codeRaw(0, MODE_BITS) != 0) {
            throw new FormatException(
                    WeightCoder.SECTION, channel.offset(), "unknown mode of coding", FormatException.NEWER);
        }
        boolean allHalves = wanted != null && wanted.stream().allMatch(tensor -> FloatCoder.areHalves(tensor.step()));
        boolean halves = channel.codeRaw(allHalves ? 1 : 0, 1) != 0;
        SteppedModel model = new SteppedModel(channel);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            float step = FloatCoder.codeRaw(
                    channel, halves, wanted == null ? 0 : wanted.get(i).step());
            if (!Float.isFinite(step)) {
                throw new FormatException(
                        WeightCoder.SECTION, channel.offset(), "step of " + spec.name() + " is not finite");
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
}
