package org.fovea.interop.qzs3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.QzsFamily.Widths;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.interop.qzs3.Qzs3Layout.Encoding;
import org.fovea.interop.qzs3.Qzs3Layout.Part;

/**
 * The renderer of a QZS3 submission, as stored.
 *
 * @param widths of its network
 * @param tensors in the order of the renderer family
 */
public record Qzs3Renderer(Widths widths, List<QuantisedTensor> tensors) {
    /** The widths that published submissions have; the format does not store them. */
    public static final Widths PUBLISHED_WIDTHS = new Widths(56, 64, 52);

    /** The number of classes that published submissions have; the format does not store it. */
    public static final int PUBLISHED_CLASSES = 5;

    private static final String SECTION = "weights";
    private static final byte[] MAGIC = {'Q', 'Z', 'S', '3'};
    private static final int HEADER_BYTES = 6;
    private static final int MAX_BLOCK = 4096;

    /** Block size of the divided form, which does not store it. */
    private static final int DIVIDED_BLOCK = 32;

    public Qzs3Renderer {
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads the undivided form of a network with the published widths.
     *
     * @throws FormatException where it is damaged, or of another network
     */
    public static Qzs3Renderer read(byte[] data) {
        return read(data, PUBLISHED_WIDTHS, PUBLISHED_CLASSES);
    }

    /**
     * Reads the undivided form: magic, block size, then all tensors segment by segment.
     *
     * @param widths of the network that is expected
     * @param classes of the network that is expected
     * @throws FormatException where it is damaged, or of another network
     */
    public static Qzs3Renderer read(byte[] data, Widths widths, int classes) {
        ByteReader in = new ByteReader(SECTION, data);
        if (data.length < MAGIC.length || !Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new FormatException(SECTION, 0, "renderer weights do not begin with QZS3");
        }
        int blockSize = in.u16();
        if (blockSize < 2 || blockSize > MAX_BLOCK || blockSize % 2 != 0) {
            throw new FormatException(
                    SECTION, MAGIC.length, "block size " + blockSize + " is not an even number in 2.." + MAX_BLOCK);
        }
        Qzs3Layout layout = new Qzs3Layout(widths, classes, blockSize);
        TensorSlices slices = new TensorSlices(layout);
        slices.add(SECTION, data, HEADER_BYTES, layout.nativeOrder(), describe(widths, classes));
        return new Qzs3Renderer(widths, slices.tensors());
    }

    /**
     * Reads the divided form: three streams in which the tensors are sorted so that Brotli finds more.
     *
     * @param codes FP4 codes
     * @param scales FP4 scales
     * @param rest everything else
     * @throws FormatException where it is damaged, or of another network than the published one
     */
    public static Qzs3Renderer readDivided(byte[] codes, byte[] scales, byte[] rest) {
        Qzs3Layout layout = new Qzs3Layout(PUBLISHED_WIDTHS, PUBLISHED_CLASSES, DIVIDED_BLOCK);
        String network = describe(PUBLISHED_WIDTHS, PUBLISHED_CLASSES);
        TensorSlices slices = new TensorSlices(layout);
        slices.add(SECTION + " (FP4 codes)", codes, 0, layout.dividedCodes(), network);
        slices.add(SECTION + " (FP4 scales)", scales, 0, layout.dividedScales(), network);
        slices.add(SECTION + " (others)", rest, 0, layout.dividedRest(), network);
        return new Qzs3Renderer(PUBLISHED_WIDTHS, slices.tensors());
    }

    private static String describe(Widths widths, int classes) {
        return "a network of widths " + widths.c1() + ", " + widths.c2() + ", " + widths.hidden() + " with " + classes
                + " classes";
    }

    /** Cuts streams into the tensors' bytes and reads these. */
    private static final class TensorSlices {
        private final Qzs3Layout layout;
        private final List<ByteReader> main = new ArrayList<>();
        private final List<ByteReader> scales = new ArrayList<>();

        TensorSlices(Qzs3Layout layout) {
            this.layout = layout;
            for (int i = 0; i < layout.tensors().size(); i++) {
                main.add(null);
                scales.add(null);
            }
        }

        void add(String section, byte[] data, int from, List<Part> order, String network) {
            long wanted = from + Qzs3Layout.bytes(order);
            if (data.length != wanted) {
                throw new FormatException(
                        section,
                        Math.min(data.length, wanted),
                        data.length + " bytes, but " + network + " has " + wanted,
                        "renderers of other widths are not supported");
            }
            int position = from;
            for (Part part : order) {
                ByteReader in = new ByteReader(section, data, 0, position + part.bytes());
                in.skip(position);
                (part.segment() == Qzs3Layout.Segment.SCALES ? scales : main).set(part.tensor(), in);
                position += part.bytes();
            }
        }

        List<QuantisedTensor> tensors() {
            List<QuantisedTensor> all = new ArrayList<>();
            for (int i = 0; i < layout.tensors().size(); i++) {
                TensorSpec tensor = layout.tensors().get(i);
                Encoding encoding = Qzs3Layout.encoding(tensor);
                all.add(
                        switch (encoding) {
                            case FP4 -> fp4(tensor, layout.blockSize(), main.get(i), scales.get(i));
                            case F16 ->
                                new HalfTensor(tensor.name(), tensor.shape(), halves(main.get(i), tensor.count()));
                            default -> coded(tensor, encoding, main.get(i));
                        });
            }
            return all;
        }

        private static Fp4Tensor fp4(TensorSpec tensor, int blockSize, ByteReader packed, ByteReader scales) {
            byte[] codes = new byte[tensor.count()];
            int blocks = (codes.length + blockSize - 1) / blockSize;
            for (int i = 0; i < blocks * blockSize; i += 2) {
                int pair = packed.u8();
                put(codes, i, pair >>> 4, packed);
                put(codes, i + 1, pair & 15, packed);
            }
            return new Fp4Tensor(tensor.name(), tensor.shape(), blockSize, codes, halves(scales, blocks));
        }

        private static void put(byte[] codes, int index, int code, ByteReader in) {
            if (index < codes.length) {
                codes[index] = (byte) code;
            } else {
                in.verify(code == 0, "the padding of an FP4 block is not zero");
            }
        }

        private static CodedTensor coded(TensorSpec tensor, Encoding encoding, ByteReader in) {
            int ranges = encoding.byRow() ? tensor.shape().getFirst() : 1;
            short[] pairs = halves(in, 2 * ranges);
            short[] minimums = new short[ranges];
            short[] steps = new short[ranges];
            for (int i = 0; i < ranges; i++) {
                minimums[i] = pairs[2 * i];
                steps[i] = pairs[2 * i + 1];
            }
            int[] codes = PackedBits.read(in, tensor.count(), encoding.bits());
            return new CodedTensor(tensor.name(), tensor.shape(), encoding.bits(), minimums, steps, codes);
        }

        private static short[] halves(ByteReader in, int count) {
            short[] halves = new short[count];
            for (int i = 0; i < count; i++) {
                int bits = in.u16();
                in.verify((bits & 0x7c00) != 0x7c00, "a weight is infinite or not a number");
                halves[i] = (short) bits;
            }
            return halves;
        }
    }
}
