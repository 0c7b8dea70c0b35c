package org.fovea.interop.hnerv;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.interop.payload.PayloadCursor;

/** The codes and steps of a network while it is read, tensor by tensor in the order of the family. */
final class HnervNetwork {
    static final String SECTION = PayloadCursor.WEIGHTS;

    /** A stream that unpacks to more is a bomb. */
    private static final int MAX_BYTES = 2 << 20;

    static final HnervFamily.Layout PUBLISHED = new HnervFamily.Layout(28, 36, 6, 8, HnervFamily.Layout.STILL);

    /** Added to the pixels by #98 and all that came of it: red 1, blue 1 and green 2 less one. */
    static final List<Integer> NUDGES = List.of(-1, 0, -1, 0, -1, 0);

    static final HnervFamily.Layout NUDGED = new HnervFamily.Layout(28, 36, 6, 8, NUDGES);

    private final List<TensorSpec> specs;
    private final byte[][] codes;
    private final float[] steps;

    HnervNetwork(HnervFamily.Layout layout) {
        specs = new HnervFamily().tensors(layout.parameters(), 0);
        codes = new byte[specs.size()][];
        steps = new float[specs.size()];
    }

    int size() {
        return specs.size();
    }

    TensorSpec spec(int index) {
        return specs.get(index);
    }

    void codes(int index, byte[] all) {
        codes[index] = all;
    }

    void step(int index, float step) {
        if (!Float.isFinite(step)) {
            throw new FormatException(SECTION, 0, "scale of " + specs.get(index).name() + " is not finite");
        }
        steps[index] = step;
    }

    WeightSet weights() {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            tensors.add(new SteppedTensor(specs.get(i).name(), specs.get(i).shape(), codes[i], steps[i]));
        }
        return new WeightSet(tensors);
    }

    /** Even bytes mean 0, 1, 2 …, odd ones for −1, −2 … */
    static byte zigzag(int unsigned) {
        return (byte) (unsigned >>> 1 ^ -(unsigned & 1));
    }

    static byte[] zigzag(byte[] bytes) {
        byte[] codes = new byte[bytes.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = zigzag(bytes[i] & 0xff);
        }
        return codes;
    }

    /** Unpacks a Brotli stream of a known length. */
    static ByteReader unpack(PayloadCursor payload, int length) {
        return new ByteReader(SECTION, payload.brotli(SECTION, length, MAX_BYTES));
    }

    static float half(ByteReader in) {
        return Float.float16ToFloat((short) in.u16());
    }

    static float single(ByteReader in) {
        return Float.intBitsToFloat((int) in.u32());
    }

    /** Tensors with names and shapes, as in #95 and #104, or without, which the bytes "CD1" begin. */
    static boolean readTensors(PayloadCursor payload, int length, HnervNetwork network) {
        byte[] raw = payload.brotli(SECTION, length, MAX_BYTES);
        ByteReader in = new ByteReader(SECTION, raw);
        boolean unnamed = raw.length >= 3 && raw[0] == 'C' && raw[1] == 'D' && raw[2] == '1';
        if (unnamed) {
            in.skip(3);
            int bits = in.u8();
            in.verify(bits == 16 || bits == 32, "scales of " + bits + " bits");
            network.verifyCount(in);
            for (int i = 0; i < network.size(); i++) {
                network.step(i, bits == 16 ? half(in) : single(in));
                network.codes(i, zigzag(in.bytes(network.spec(i).count())));
            }
        } else {
            network.verifyCount(in);
            for (int i = 0; i < network.size(); i++) {
                network.named(in, i);
            }
        }
        in.verifyEnd();
        return unnamed;
    }

    private void verifyCount(ByteReader in) {
        long count = in.u32();
        in.verify(count == size(), count + " tensors where the network has " + size());
    }

    private void named(ByteReader in, int index) {
        TensorSpec spec = specs.get(index);
        long length = in.u32();
        in.verify(
                length == spec.name().length(), "a name of " + length + " bytes where " + spec.name() + " is expected");
        String name = new String(in.bytes((int) length), java.nio.charset.StandardCharsets.US_ASCII);
        in.verify(name.equals(spec.name()), "a tensor of another name where " + spec.name() + " is expected");
        List<Integer> shape = spec.shape();
        in.verify(in.u32() == shape.size(), name + " is of another shape than " + shape);
        for (int side : shape) {
            in.verify(in.u32() == side, name + " is of another shape than " + shape);
        }
        step(index, single(in));
        in.verify(in.u32() == spec.count(), name + " has not as many weights as its shape says");
        codes[index] = zigzag(in.bytes(spec.count()));
    }
}
