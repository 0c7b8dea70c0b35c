package org.fovea.codec.io;

import java.util.Arrays;
import java.util.Objects;
import org.fovea.codec.FormatException;

/**
 * Reads little-endian fields from a byte array and checks every bound: a read past the end is a {@link FormatException}
 * that names the section and the offset, never an array exception.
 */
public final class ByteReader {
    private final String section;
    private final byte[] data;
    private final int start;
    private final int end;
    private int position;

    /** Reads all of {@code data}; offsets in messages are counted from its first byte. */
    public ByteReader(String section, byte[] data) {
        this(section, data, 0, data.length);
    }

    /** Reads {@code data[from..from+length)}; offsets in messages are counted from {@code from}. */
    public ByteReader(String section, byte[] data, int from, int length) {
        Objects.checkFromIndexSize(from, length, data.length);
        this.section = Objects.requireNonNull(section);
        this.data = data;
        this.start = from;
        this.end = from + length;
        this.position = from;
    }

    /** Offset of the next byte, counted from the start of this reader's range. */
    public int offset() {
        return position - start;
    }

    public int remaining() {
        return end - position;
    }

    /** Next byte, 0..255. */
    public int u8() {
        need(1);
        return data[position++] & 0xff;
    }

    /** Next two bytes, little-endian, 0..65535. */
    public int u16() {
        need(2);
        int value = (data[position] & 0xff) | (data[position + 1] & 0xff) << 8;
        position += 2;
        return value;
    }

    /** Next four bytes, little-endian, 0..2^32-1. */
    public long u32() {
        long low = u16();
        return low | (long) u16() << 16;
    }

    /**
     * Next unsigned LEB128 number. Only the shortest form is accepted, so that a number has one spelling.
     *
     * @param most largest value that makes sense here
     */
    public long uvarint(long most) {
        int at = offset();
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new FormatException(section, at, "number is not in its shortest form");
                }
                if (value > most) {
                    throw new FormatException(section, at, "number " + value + " is over the limit of " + most);
                }
                return value;
            }
        }
        throw new FormatException(section, at, "number is longer than 63 bits");
    }

    public int uvarintInt(int most) {
        return (int) uvarint(most);
    }

    public byte[] bytes(int count) {
        need(count);
        position += count;
        return Arrays.copyOfRange(data, position - count, position);
    }

    public void skip(int count) {
        need(count);
        position += count;
    }

    /** Throws unless {@code condition} holds; the message carries the offset of the next byte. */
    public void verify(boolean condition, String reason) {
        if (!condition) {
            throw error(reason);
        }
    }

    public void verify(boolean condition, String reason, String hint) {
        if (!condition) {
            throw new FormatException(section, offset(), reason, hint);
        }
    }

    public void verifyEnd() {
        verify(remaining() == 0, remaining() + " bytes too many");
    }

    public FormatException error(String reason) {
        return new FormatException(section, offset(), reason);
    }

    /** An exception for the place of the next byte, with the reason that {@code refusal} gives. */
    public FormatException error(IllegalArgumentException refusal) {
        return new FormatException(section, offset(), refusal);
    }

    private void need(int count) {
        if (count < 0 || count > end - position) {
            throw new FormatException(
                    section, offset(), "truncated: " + count + " bytes wanted, " + remaining() + " left");
        }
    }
}
