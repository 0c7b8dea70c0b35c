package org.fovea.codec.entropy;

import java.util.Arrays;

/**
 * Carryless binary arithmetic encoder: turns a sequence of bits, each with the probability that it is one, into bytes.
 *
 * <p>The state is the interval {@code [low, high]} of unsigned 64-bit numbers. A bit splits it at {@code low +
 * floor((high - low) * p / 2^32)}; a one keeps the lower part (split included), a zero the upper part. Whenever the top
 * bytes of both ends agree that byte is final and is written, so no carry can ever run back into written bytes. 64 bits
 * of state leave at least 24 more bits than a probability has in all but about one of 2^24 steps, so the loss against
 * the ideal code length is negligible even for probabilities of 2^-30.
 *
 * <p>In the line of the carryless coder of PAQ (M. Mahoney, lpaq1, 2007), with 64 bits of state and 32 of probability
 * in place of 32 and 12, and with an end that is as short as it can be.
 *
 * <p>A decoder reads zeros past the end of the stream. {@link #finish()} writes the fewest bytes that identify the
 * interval under that rule, which makes the stream of a bit sequence unique; {@link BinaryDecoder#finish()} checks it.
 */
public final class BinaryEncoder {
    private long low;
    private long high = -1L;
    private byte[] bytes = new byte[1024];
    private int size;

    /**
     * Encodes one bit.
     *
     * @param probabilityOfOne probability that the bit is one, times 2^32, in 1 .. 2^32-1 (not checked: this is the hot
     *     path)
     */
    public void encode(int bit, long probabilityOfOne) {
        long split = low + Math.unsignedMultiplyHigh(high - low, probabilityOfOne << 32);
        if (bit != 0) {
            high = split;
        } else {
            low = split + 1;
        }
        while ((low ^ high) >>> 56 == 0) {
            shiftOut();
        }
    }

    /** Ends the stream with the fewest bytes and returns it. The encoder must not be used afterwards. */
    public byte[] finish() {
        int count = finalByteCount(low, high);
        long value = finalValue(low, count);
        for (int i = 0; i < count; i++) {
            append((byte) (value >>> 56 - 8 * i));
        }
        return Arrays.copyOf(bytes, size);
    }

    private void shiftOut() {
        append((byte) (high >>> 56));
        low <<= 8;
        high = high << 8 | 255;
    }

    private void append(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = value;
    }

    /** The fewest leading bytes (0..8) which, followed by zeros, give a number inside the interval. */
    static int finalByteCount(long low, long high) {
        for (int count = 0; count < 8; count++) {
            long value = finalValue(low, count);
            // A value that wrapped around is below low; both comparisons are unsigned.
            if (Long.compareUnsigned(value, low) >= 0 && Long.compareUnsigned(value, high) <= 0) {
                return count;
            }
        }
        return 8;
    }

    /**
     * The smallest number not below {@code low} whose bytes after the first {@code count} are zero (may wrap around to
     * 0).
     */
    static long finalValue(long low, int count) {
        long tail = count == 8 ? 0 : -1L >>> 8 * count;
        return low + tail & ~tail;
    }
}
