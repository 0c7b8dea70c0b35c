package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Codes weights by what their codes differ from those of a {@link WeightBase} with the same ranges: the base's size and
 * hash, then the differences ({@code docs/weight-coding.md} §12). A weight that is the base's costs next to nothing.
 */
public final class DifferenceCoder {
    private DifferenceCoder() {}

    /**
     * Encodes a network.
     *
     * @return nothing where it has no base, or ranges that are not the base's
     * @throws IllegalArgumentException where the tensors are not those of the renderer family
     */
    public static Optional<byte[]> encode(WeightSet weights, List<TensorSpec> specs) {
        WeightCoder.verify(weights.tensors(), specs);
        if (weights.base().filter(base -> base.suits(weights.tensors())).isEmpty()) {
            return Optional.empty();
        }
        WeightBase base = weights.base().get();
        ByteWriter out = new ByteWriter();
        base.reference().write(out);
        out.bytes(BitChannel.write(channel -> run(channel, specs, base, weights.tensors())));
        return Optional.of(out.toByteArray());
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @param base that the stream names, of this renderer family
     * @throws FormatException where the stream is damaged or names another base
     */
    public static WeightSet decode(byte[] stream, List<TensorSpec> specs, WeightBase base) {
        ByteReader in = new ByteReader(WeightCoder.SECTION, stream);
        WeightBase.Reference wanted = WeightBase.Reference.read(in);
        if (!wanted.equals(base.reference())) {
            throw in.error("needs the base of " + wanted.describe() + ", not that of "
                    + base.reference().describe());
        }
        try {
            WeightCoder.verify(base.tensors(), specs);
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
        List<QuantisedTensor> tensors =
                BitChannel.read(WeightCoder.SECTION, stream, in.offset(), channel -> run(channel, specs, base, null));
        return new WeightSet(tensors).on(base);
    }

    /** @param wanted null where they are decoded */
    private static List<QuantisedTensor> run(
            BitChannel channel, List<TensorSpec> specs, WeightBase base, @Nullable List<QuantisedTensor> wanted) {
        DifferenceModel model = new DifferenceModel(channel);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            CodedTensor from = base.tensors().get(i);
            int[] codes = wanted == null
                    ? from.codes().clone()
                    : ((CodedTensor) wanted.get(i)).codes().clone();
            model.code(specs.get(i).role(), from, codes);
            tensors.add(new CodedTensor(
                    from.name(), from.shape(), from.bitsPerCode(), from.minimums(), from.steps(), codes));
        }
        return tensors;
    }
}
