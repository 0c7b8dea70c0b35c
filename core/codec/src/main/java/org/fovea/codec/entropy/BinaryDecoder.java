package org.fovea.codec.entropy;

import java.util.Objects;
import org.fovea.codec.FormatException;

/**
 * Decoder of the streams of {@link BinaryEncoder}: asked for the bits in the same order with the same probabilities, it
 * returns the same bits.
 *
 * <p>Zeros are assumed past the end of the stream. A stream that was cut makes the decoder run on those zeros; as soon
 * as more than the 8 bytes of its look-ahead would lie past the end it throws, and {@link #finish()} finds every other
 * cut and every surplus byte, because the encoder's last bytes are determined by the decoder's own state.
 */
public final class BinaryDecoder {
    private final String section;
    private final byte[] data;
    private final int end;
    private int position;
    private long low;
    private long high = -1L;
    private long code;

    /**
     * @param section what the stream is, for error messages
     * @param data array that holds the stream; offsets in error messages are indices into it
     * @param offset index of the stream's first byte
     * @param length number of bytes of the stream, 0 or more
     */
    public BinaryDecoder(String section, byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        this.section = section;
        this.data = data;
        this.position = offset;
        this.end = offset + length;
        for (int i = 0; i < 8; i++) {
            code = code << 8 | nextByte();
        }
    }

    /**
     * Decodes one bit.
     *
     * @param probabilityOfOne probability that the bit is one, times 2^32, in 1 .. 2^32-1 (not checked: this is the hot
     *     path)
     * @throws FormatException if the stream ends too early
     */
    public int decode(long probabilityOfOne) {
        long split = low + Math.unsignedMultiplyHigh(high - low, probabilityOfOne << 32);
        int bit;
        if (Long.compareUnsigned(code, split) <= 0) {
            high = split;
            bit = 1;
        } else {
            low = split + 1;
            bit = 0;
        }
        while ((low ^ high) >>> 56 == 0) {
            low <<= 8;
            high = high << 8 | 255;
            code = code << 8 | nextByte();
        }
        return bit;
    }

    /**
     * To be called after the last bit: checks that the stream ends exactly where the encoder ended it.
     *
     * @throws FormatException if bytes are missing or left over, or the last ones are not those that the encoder writes
     */
    public void finish() {
        int surplus = finishWithSurplus();
        if (surplus > 0) {
            throw new FormatException(
                    section, end - surplus, surplus + " bytes left over after the end of the coded data");
        }
    }

    /**
     * Like {@link #finish()}, for streams that may be followed by something else.
     *
     * @return number of bytes after the coded data, 0 or more
     * @throws FormatException if bytes are missing or the last ones are not those that the encoder writes
     */
    public int finishWithSurplus() {
        int count = BinaryEncoder.finalByteCount(low, high);
        int codedEnd = position - 8 + count;
        if (end < codedEnd) {
            throw new FormatException(section, end, "truncated");
        }
        long mask = count == 0 ? 0 : -1L << 64 - 8 * count;
        if ((code & mask) != BinaryEncoder.finalValue(low, count)) {
            throw new FormatException(section, Math.max(0, codedEnd - 1), "last bytes are damaged");
        }
        return end - codedEnd;
    }

    /** The exception for data that cannot be right, with the place that decoding has reached. */
    public FormatException damaged(String reason) {
        return new FormatException(section, offset(), reason);
    }

    /** Index of the byte at the decoder's position, for error messages; it runs up to 8 bytes behind those read. */
    public int offset() {
        return Math.min(end, Math.max(0, position - 8));
    }

    private int nextByte() {
        int index = position++;
        if (index < end) {
            return data[index] & 255;
        }
        if (index - end >= 8) {
            throw new FormatException(section, end, "truncated");
        }
        return 0;
    }
}
