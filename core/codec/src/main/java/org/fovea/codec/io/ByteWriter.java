package org.fovea.codec.io;

import java.io.ByteArrayOutputStream;

/** Collects little-endian fields into a byte array; the mirror of {@link ByteReader}. */
public final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public int size() {
        return out.size();
    }

    public ByteWriter u8(int value) {
        out.write(check(value, 0xff));
        return this;
    }

    public ByteWriter u16(int value) {
        check(value, 0xffff);
        out.write(value & 0xff);
        out.write(value >>> 8);
        return this;
    }

    public ByteWriter u32(long value) {
        check(value, 0xffff_ffffL);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >>> shift) & 0xff);
        }
        return this;
    }

    /** Appends an unsigned LEB128 number in its shortest form. */
    public ByteWriter uvarint(long value) {
        check(value, Long.MAX_VALUE);
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    public ByteWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    private static int check(long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(value + " is not in 0.." + most);
        }
        return (int) value;
    }
}
