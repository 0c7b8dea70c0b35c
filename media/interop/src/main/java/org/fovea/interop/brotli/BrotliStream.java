package org.fovea.interop.brotli;

import java.util.Objects;
import org.fovea.codec.FormatException;

/**
 * A Brotli stream (RFC 7932) that may be followed by something else. Such a stream says itself where it ends.
 *
 * @param bytes the decoded content; not copied
 * @param used length of the stream in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BrotliStream(byte[] bytes, int used) {
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
