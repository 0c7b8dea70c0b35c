package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private WeightCoder() {}

    /**
     * Encodes all tensors of a network.
     *
     * @param tensors one per spec, in the same order
     * @param specs the tensors that the renderer family has
     * @throws IllegalArgumentException if names or shapes differ from the specs, or there are over {@link #MOST_WEIGHTS} weights
     */
    public static byte[] encode(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        BinaryEncoder encoder = new BinaryEncoder();
        run(BitChannel.to(encoder), tensors, specs);
        return encoder.finish();
    }

    /**
     * Decodes a stream of {@link #encode}.
     *
     * @param stream the whole stream
     * @param specs the tensors that the renderer family has
     * @throws FormatException if the stream is damaged
     */
    public static List<QuantisedTensor> decode(byte[] stream, List<TensorSpec> specs) {
        if (weights(specs) > MOST_WEIGHTS) {
            throw new FormatException(SECTION, 0, tooMany(specs));
        }
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        BitChannel channel = BitChannel.from(decoder);
        if (channel.codeRaw(0, MODE_BITS) != 0) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding");
        }
        List<TensorBuffer> buffers = specs.stream().map(TensorBuffer::new).toList();
        new WeightModel(channel, false, buffers).run();
        decoder.finish();
        return buffers.stream().map(TensorBuffer::toTensor).toList();
    }

    /**
     * What the stream of {@link #encode} spends on each kind of number.
     *
     * @return bits by name of the field; they add up to the stream's length but for its last byte
     */
    public static Map<String, Double> explain(List<QuantisedTensor> tensors, List<TensorSpec> specs) {
        CostMeter meter = new CostMeter();
        run(meter, tensors, specs);
        return meter.bits();
    }

    private static void run(BitChannel channel, List<QuantisedTensor> tensors, List<TensorSpec> specs) {
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
        channel.enter("encodings");
        channel.codeRaw(0, MODE_BITS);
        new WeightModel(channel, true, buffers).run();
    }

    private static long weights(List<TensorSpec> specs) {
        return specs.stream().mapToLong(TensorSpec::count).sum();
    }

    private static String tooMany(List<TensorSpec> specs) {
        return weights(specs) + " weights, at most " + MOST_WEIGHTS + " are possible";
    }
}
