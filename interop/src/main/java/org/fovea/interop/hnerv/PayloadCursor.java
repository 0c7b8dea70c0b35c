package org.fovea.interop.hnerv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.brotli.BrotliStream;

/** A payload that is read from front to back, and where each of its bytes went. */
final class PayloadCursor {
    static final String PAYLOAD = "payload";
    static final String WEIGHTS = HnervNetwork.SECTION;
    static final String LATENTS = LatentBytes.SECTION;
    static final String CORRECTIONS = "corrections";
    static final String ROUTER = "router";
    static final String LENGTHS = "payload header";
    static final String BROTLI = "Brotli";
    static final String RANGE = "range coder";

    // Streams that unpack to more than these are bombs.
    static final int MAX_META_BYTES = 4096;
    static final int MAX_WEIGHT_BYTES = 2 << 20;
    static final int MAX_LATENT_BYTES = 1 << 20;
    static final int MAX_SIDECAR_BYTES = 1 << 20;

    private final byte[] data;
    private final List<Stretch> stretches = new ArrayList<>();
    private int position;

    PayloadCursor(byte[] data) {
        this.data = data;
    }

    /** All of the payload; not a copy. */
    byte[] data() {
        return data;
    }

    /** Where the next byte is read. */
    int position() {
        return position;
    }

    int remaining() {
        return data.length - position;
    }

    /** The payload from its front to here. */
    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    boolean begins(String magic) {
        return data.length > magic.length()
                && new String(data, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    int u24(int at) {
        return data[at] & 0xff | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
    }

    /** Whether so many sections with their lengths fill the payload exactly. */
    boolean divides(int sections) {
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
    int length() {
        ByteReader in = new ByteReader(PAYLOAD, data, position, remaining());
        long length = in.u32();
        add(LENGTHS, "length", 4, 4, 0);
        verifyRoom(length);
        return (int) length;
    }

    /** @throws FormatException where something follows */
    void verifyEnd() {
        if (remaining() > 0) {
            throw new FormatException(PAYLOAD, position, remaining() + " bytes too many");
        }
    }

    void verifyRoom(long length) {
        if (length > remaining()) {
            throw new FormatException(
                    PAYLOAD, position, "truncated: " + length + " bytes announced, " + remaining() + " are there");
        }
    }

    /** Unpacks a Brotli stream of a known length. */
    byte[] brotli(String name, int length, int most) {
        verifyRoom(length);
        BrotliStream stream = BrotliStream.decode(name + " (Brotli)", data, position, position + length, most);
        if (stream.used() != length) {
            throw new FormatException(
                    name + " (Brotli)", stream.used(), "a stream is shorter than its announced length");
        }
        add(name, BROTLI, length, stream.bytes().length, 0);
        return stream.bytes();
    }

    byte[] bytes(String name, String codec, int length, long raw, long symbols) {
        verifyRoom(length);
        byte[] bytes = Arrays.copyOfRange(data, position, position + length);
        add(name, codec, length, raw, symbols);
        return bytes;
    }

    void add(String name, String codec, int bytes, long raw, long symbols) {
        stretches.add(new Stretch(name, codec, bytes, raw, symbols));
        position += bytes;
    }

    void count(HnervNetwork network) {
        symbols(network.weights().count());
    }

    void count(LatentTrack latents) {
        symbols(latents.codes().length);
    }

    /** What the stretch that was read last holds. */
    void symbols(long symbols) {
        Stretch last = stretches.removeLast();
        stretches.add(new Stretch(last.name(), last.codec(), last.bytes(), last.rawBytes(), symbols));
    }
}
