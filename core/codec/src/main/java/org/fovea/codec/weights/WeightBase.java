package org.fovea.codec.weights;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

/**
 * Weights that the archives of many clips share: such an archive holds what differs from them, and names their file by
 * its hash.
 *
 * @param tensors in the order of the renderer family's list
 */
public record WeightBase(Reference reference, List<CodedTensor> tensors) {
    public WeightBase {
        tensors = List.copyOf(tensors);
    }

    /** Whether these tensors have the ranges of the base's, so that they differ in their codes alone. */
    boolean suits(List<QuantisedTensor> others) {
        if (others.size() != tensors.size()) {
            return false;
        }
        return IntStream.range(0, others.size())
                .allMatch(i -> others.get(i) instanceof CodedTensor other && other.sameRanges(tensors.get(i)));
    }

    /**
     * Which file a base is.
     *
     * @param bytes of the file, at least 1
     * @param sha256 of the file, 64 digits in lower case
     */
    public record Reference(long bytes, String sha256) {
        private static final int HASH_BYTES = 32;

        /** @throws IllegalArgumentException where it is no hash or the size is not positive */
        public Reference {
            if (!sha256.matches("[0-9a-f]{64}") || bytes < 1) {
                throw new IllegalArgumentException(bytes + " bytes of hash " + sha256);
            }
        }

        public String describe() {
            return String.format(Locale.ROOT, "%,d bytes, sha256 %s", bytes, sha256);
        }

        void write(ByteWriter out) {
            out.uvarint(bytes).bytes(HexFormat.of().parseHex(sha256));
        }

        static Reference read(ByteReader in) {
            long size = in.uvarint(Long.MAX_VALUE >> 1);
            in.verify(size > 0, "a base of 0 bytes");
            return new Reference(size, HexFormat.of().formatHex(in.bytes(HASH_BYTES)));
        }

        /**
         * The base that a stream of {@link DifferenceCoder} needs.
         *
         * @throws FormatException where the stream is damaged
         */
        public static Reference of(byte[] stream) {
            return read(new ByteReader(WeightCoder.SECTION, stream));
        }
    }
}
