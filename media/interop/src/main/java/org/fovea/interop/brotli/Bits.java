package org.fovea.interop.brotli;

import org.fovea.codec.FormatException;

/**
 * The bits of a Brotli stream, the lowest of each byte first. Every error is one {@link FormatException} with the byte
 * that is read.
 */
final class Bits {
    private final String section;
    private final byte[] data;
    private final int from;
    private final int to;
    private int next;
    private long buffer;
    private int held;

    Bits(String section, byte[] data, int from, int to) {
        this.section = section;
        this.data = data;
        this.from = from;
        this.to = to;
        this.next = from;
    }

    /** At most 32 bits as a number, the first one lowest. */
    int take(int count) {
        int value = (int) (peek() & (1L << count) - 1);
        skip(count);
        return value;
    }

    /** What comes next, at least 32 bits of it, zeros behind the end; {@link #skip} says what was used. */
    long peek() {
        while (held <= 56 && next < to) {
            buffer |= (data[next++] & 0xffL) << held;
            held += 8;
        }
        return buffer;
    }

    void skip(int count) {
        if (count > held) {
            throw new FormatException(section, (long) to - from, "Brotli stream is truncated");
        }
        buffer >>>= count;
        held -= count;
    }

    /** Passes over the rest of a byte, which must be zero. */
    void align() {
        peek();
        if (take(held & 7) != 0) {
            throw damaged("bits that fill a byte are not zero");
        }
    }

    /** Copies whole bytes; the position is aligned. */
    void copy(byte[] target, int offset, int count) {
        int start = next - held / 8;
        require(count);
        System.arraycopy(data, start, target, offset, count);
        moveTo(start + count);
    }

    /** Passes over whole bytes; the position is aligned. */
    void pass(int count) {
        int start = next - held / 8;
        require(count);
        moveTo(start + count);
    }

    /** Refuses a stream that ends before this number of whole bytes; the position is aligned. */
    void require(int count) {
        if (count > to - next + held / 8) {
            throw new FormatException(section, (long) to - from, "Brotli stream is truncated");
        }
    }

    private void moveTo(int position) {
        next = position;
        buffer = 0;
        held = 0;
    }

    /** Bytes from the start of the stream to the one of which the next bit is. */
    int used() {
        return next - held / 8 - from;
    }

    FormatException damaged(String reason) {
        return new FormatException(section, Math.max(0, used() - 1), "Brotli stream is damaged: " + reason);
    }

    FormatException tooLong(int most) {
        return new FormatException(section, used(), "Brotli stream unpacks to more than " + most + " bytes");
    }
}
