package org.fovea.codec.video;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

/**
 * A file that an archive cannot be inflated without, although it is not in it. The challenge's own count does not
 * charge it, which makes archives of a few bytes possible that score well and compress nothing; so an archive has to
 * say so, is charged for it under {@code rule_faithful}, and is never anybody's best.
 *
 * @param purpose what it holds
 * @param bytes its size, at least 1
 * @param sha256 its hash, 64 digits in lower case
 */
public record OutsidePayload(Purpose purpose, long bytes, String sha256) {
    private static final String SECTION = "outside";
    private static final int MOST = Purpose.values().length;
    private static final int HASH_BYTES = 32;

    /** The order is part of the archive format. */
    public enum Purpose {
        /** The weights, in the form of section weights. */
        WEIGHTS,
        /** A clip whose frames are shown as they are. */
        FRAMES;

        /** Name in messages and documents. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException where it is no hash or the size is not positive */
    public OutsidePayload {
        if (!sha256.matches("[0-9a-f]{64}") || bytes < 1) {
            throw new IllegalArgumentException(bytes + " bytes of hash " + sha256);
        }
    }

    /** For display: what it holds, its size, its hash. */
    public String describe() {
        return String.format(Locale.ROOT, "%s, %,d bytes, sha256 %s", purpose.label(), bytes, sha256);
    }

    /**
     * All of an archive.
     *
     * @param payloads in the order in which they are stored
     */
    public record Files(List<OutsidePayload> payloads) {
        /** @throws IllegalArgumentException where there is none, or two of a purpose */
        public Files {
            payloads = List.copyOf(payloads);
            if (payloads.isEmpty()) {
                throw new IllegalArgumentException("no file outside");
            }
            if (payloads.stream().map(OutsidePayload::purpose).distinct().count() < payloads.size()) {
                throw new IllegalArgumentException("two files outside of one purpose");
            }
        }

        /** The stored form. */
        public byte[] toBytes() {
            ByteWriter out = new ByteWriter().u8(payloads.size());
            for (OutsidePayload payload : payloads) {
                out.u8(payload.purpose.ordinal())
                        .uvarint(payload.bytes)
                        .bytes(HexFormat.of().parseHex(payload.sha256));
            }
            return out.toByteArray();
        }

        /**
         * Reads the stored form.
         *
         * @throws FormatException where it is damaged
         */
        public static Files parse(byte[] bytes) {
            ByteReader in = new ByteReader(SECTION, bytes);
            int count = in.u8();
            in.verify(count > 0 && count <= MOST, count + " files outside, 1.." + MOST + " are possible");
            List<OutsidePayload> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int purpose = in.u8();
                in.verify(purpose < MOST, "purpose " + purpose + " is unknown", FormatException.NEWER);
                long size = in.uvarint(Long.MAX_VALUE >> 1);
                in.verify(size > 0, "a file outside of 0 bytes");
                String hash = HexFormat.of().formatHex(in.bytes(HASH_BYTES));
                all.add(new OutsidePayload(Purpose.values()[purpose], size, hash));
            }
            in.verifyEnd();
            try {
                return new Files(all);
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
    }
}
