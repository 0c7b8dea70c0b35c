package org.fovea.evaluate.truth;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;

/**
 * An entry's file, big-endian: {@code FVGT}, version, {@link Header}; for each pair the byte 1, the length of its
 * deflated class maps, these, and the outputs of the pose network; the byte 0; frames of the clip (long); SHA-256 of
 * everything before it.
 */
final class TruthFormat {
    static final String SUFFIX = ".fvgt";
    static final int VERSION = 1;

    /**
     * Of an entry with answers of further networks: their number is behind the pose outputs, and they follow these in
     * every pair.
     */
    static final int VERSION_FURTHER = 2;

    static final int MAGIC = 0x46564754; // FVGT
    static final int PAIR = 1;
    static final int END = 0;
    static final int HASH_BYTES = 32;
    static final int TRAILER_BYTES = 1 + Long.BYTES + HASH_BYTES;

    private static final int MAX_TEXT = 4096;
    private static final int MAX_PIXELS = 1 << 28;
    private static final int MAX_OUTPUTS = 1 << 16;

    /** Most numbers of further networks on a pair; 64 MB. */
    static final int MAX_FURTHER = 1 << 24;

    /** Most of them that are worth a cache: a megabyte a pair. */
    static final int MAX_CACHED = 1 << 18;

    private TruthFormat() {}

    /** What is the same for all pairs. */
    record Header(TruthKey key, String evaluatorName, FrameSize size, Shape shape) {}

    /**
     * Shape of an answer.
     *
     * @param classes number of classes
     * @param pixels of a pair's class maps
     * @param outputs of the pose network
     * @param further numbers of all further networks
     */
    record Shape(int classes, int pixels, int outputs, int further) {
        static Shape of(EvaluatorPair evaluators) {
            var segmentation = evaluators.segmentation();
            return new Shape(
                    segmentation.classes(),
                    segmentation.rows()
                            * segmentation.columns()
                            * segmentation.frames().count(),
                    evaluators.pose().outputs(),
                    evaluators.furtherOutputs());
        }
    }

    static void write(DataOutputStream out, Header header) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(header.shape.further == 0 ? VERSION : VERSION_FURTHER);
        out.write(HexFormat.of().parseHex(header.key.clipHash()));
        out.write(HexFormat.of().parseHex(header.key.evaluatorHash()));
        text(out, header.key.decoder());
        text(out, header.key.machine());
        text(out, header.evaluatorName);
        out.writeInt(header.size.width());
        out.writeInt(header.size.height());
        out.writeInt(header.shape.classes);
        out.writeInt(header.shape.pixels);
        out.writeInt(header.shape.outputs);
        if (header.shape.further > 0) {
            out.writeInt(header.shape.further);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Header read(DataInputStream in) throws IOException {
        verify(in.readInt() == MAGIC, "is not an entry of this cache");
        int version = in.readUnsignedByte();
        verify(
                version == VERSION || version == VERSION_FURTHER,
                "has version " + version + ", this version of Fovea writes " + VERSION + " and " + VERSION_FURTHER);
        String clip = HexFormat.of().formatHex(in.readNBytes(HASH_BYTES));
        String evaluators = HexFormat.of().formatHex(in.readNBytes(HASH_BYTES));
        verify(evaluators.length() == 2 * HASH_BYTES, "is truncated");
        TruthKey key = new TruthKey(clip, evaluators, text(in), text(in));
        String name = text(in);
        int width = in.readInt();
        int height = in.readInt();
        verify(
                width >= 1 && height >= 1 && width <= FrameSize.MAX_SIDE && height <= FrameSize.MAX_SIDE,
                "has frames of " + width + "×" + height);
        Shape shape =
                new Shape(in.readInt(), in.readInt(), in.readInt(), version == VERSION_FURTHER ? in.readInt() : 0);
        verify(shape.classes >= 1 && shape.classes <= 256, "has " + shape.classes + " classes");
        verify(shape.pixels >= 1 && shape.pixels <= MAX_PIXELS, "has maps of " + shape.pixels + " pixels");
        verify(shape.outputs >= 1 && shape.outputs <= MAX_OUTPUTS, "has " + shape.outputs + " outputs");
        verify(shape.further >= 0 && shape.further <= MAX_FURTHER, "has " + shape.further + " further outputs");
        return new Header(key, name, new FrameSize(width, height), shape);
    }

    /** Ground truth as an entry of its own, of a clip that has these pairs and no others. */
    static byte[] bytes(Header header, GroundTruth truth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TruthWriter out = new TruthWriter(bytes, null, header)) {
            truth.answers().forEach(out::add);
            out.commit(2L * truth.pairs());
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        verify(length >= 0 && length <= MAX_TEXT, "has a text of " + length + " bytes");
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static void verify(boolean condition, String reason) {
        if (!condition) {
            throw new FormatException("cache", 0, reason);
        }
    }
}
