package org.fovea.interop.brotli;

import java.util.Objects;
import org.fovea.codec.FormatException;

/** A Brotli stream (RFC 7932) that may be followed by something else. Such a stream says itself where it ends. */
public final class BrotliStream {
    private final byte[] bytes;
    private final int used;

    private BrotliStream(byte[] bytes, int used) {
        this.bytes = bytes;
        this.used = used;
    }

    /** The decoded content; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length of the stream in bytes. */
    public int used() {
        return used;
    }

    /**
     * Decodes the stream that begins at {@code data[from]}.
     *
     * @param section name for messages; offsets in them are counted from {@code from}
     * @param to end of the range in which the stream must end
     * @param most largest decoded size that makes sense here
     * @throws FormatException where the stream is damaged, cut short or decodes to more than {@code most} bytes
     */
    public static BrotliStream decode(String section, byte[] data, int from, int to, int most) {
        Objects.checkFromToIndex(from, to, data.length);
        Bits in = new Bits(section, data, from, to);
        byte[] bytes = BrotliDecoder.decode(in, most);
        return new BrotliStream(bytes, in.used());
    }
}
