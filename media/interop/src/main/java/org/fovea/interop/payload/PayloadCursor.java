package org.fovea.interop.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.interop.brotli.BrotliStream;

/** A payload that is read from front to back, and where each of its bytes went. */
public final class PayloadCursor {
    /** Names of stretches. */
    public static final String PAYLOAD = "payload";

    public static final String WEIGHTS = "weights";
    public static final String LATENTS = "latents";
    public static final String CORRECTIONS = "corrections";
    public static final String ROUTER = "router";
    public static final String HEADER = "payload header";
    public static final String BROTLI = "Brotli";

    public static final String RANGE = "range coder";

    private final byte[] data;
    private final List<SubmissionPart> parts = new ArrayList<>();
    private int position;

    public PayloadCursor(byte[] data) {
        this.data = data;
    }

    /** All of the payload; not a copy. */
    public byte[] data() {
        return data;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return data.length - position;
    }

    /** The payload from its front to here. */
    public List<SubmissionPart> parts() {
        return List.copyOf(parts);
    }

    public boolean begins(String magic) {
        return data.length >= magic.length()
                && new String(data, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    /** A number of three bytes, wherever the cursor is. */
    public int u24(int at) {
        return data[at] & 0xff | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
    }

    /** Whether this number of sections with their lengths fills the payload exactly. */
    public boolean divides(int sections) {
        long at = 0;
        for (int i = 0; i < sections; i++) {
            if (at + 4 > data.length) {
                return false;
            }
            long length = new ByteReader(PAYLOAD, data, (int) at, 4).u32();
            at += 4 + length;
            if (length == 0 || at > data.length) {
                return false;
            }
        }
        return at == data.length;
    }

    /** The length of the section that follows. */
    public int length() {
        ByteReader in = new ByteReader(PAYLOAD, data, position, remaining());
        long length = in.u32();
        add(HEADER, "length", 4, 4, 0);
        verifyRoom(length);
        return (int) length;
    }

    /** @throws FormatException where something follows */
    public void verifyEnd() {
        if (remaining() > 0) {
            throw new FormatException(PAYLOAD, position, remaining() + " bytes too many");
        }
    }

    /** @throws FormatException where less follows */
    public void verifyRoom(long length) {
        if (length > remaining()) {
            throw new FormatException(
                    PAYLOAD, position, "truncated: " + length + " bytes announced, " + remaining() + " are there");
        }
    }

    /** Unpacks a Brotli stream of a known length, to at most {@code most} bytes. */
    public byte[] brotli(String name, int length, int most) {
        verifyRoom(length);
        int end = position + length;
        byte[] bytes = brotliWithin(name, end, most);
        if (position != end) {
            throw new FormatException(
                    name + " (Brotli)", length - (end - position), "a stream is shorter than its announced length");
        }
        return bytes;
    }

    /** The Brotli stream at a place, wherever the cursor is; empty where there is none. */
    public Optional<BrotliStream> brotliAt(int from, int to, int most) {
        try {
            return Optional.of(BrotliStream.decode(PAYLOAD, data, from, to, most));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /** Unpacks a Brotli stream that ends anywhere before {@code end}. */
    public byte[] brotliWithin(String name, int end, int most) {
        BrotliStream stream = BrotliStream.decode(name + " (Brotli)", data, position, end, most);
        add(name, BROTLI, stream.used(), stream.bytes().length, 0);
        return stream.bytes();
    }

    public byte[] bytes(String name, String codec, int length, long raw, long symbols) {
        verifyRoom(length);
        byte[] bytes = Arrays.copyOfRange(data, position, position + length);
        add(name, codec, length, raw, symbols);
        return bytes;
    }

    /** Passes over a stretch. */
    public void add(String name, String codec, int bytes, long raw, long symbols) {
        parts.add(new SubmissionPart(name, codec, position, bytes, raw, symbols));
        position += bytes;
    }

    /** How many numbers the stretch that was read last holds. */
    public void symbols(long symbols) {
        symbols(1, symbols);
    }

    /** The same of an earlier stretch: 1 for the last, 2 for the one before. */
    public void symbols(int back, long symbols) {
        int index = parts.size() - back;
        SubmissionPart old = parts.get(index);
        parts.set(index, described(old, old.codec(), old.rawBytes(), symbols));
    }

    /** How the stretch that was read last is coded, and what it holds. */
    public void describe(String codec, long raw, long symbols) {
        parts.add(described(parts.removeLast(), codec, raw, symbols));
    }

    private static SubmissionPart described(SubmissionPart part, String codec, long raw, long symbols) {
        return new SubmissionPart(part.name(), codec, part.offset(), part.codedBytes(), raw, symbols);
    }
}
