package org.fovea.evaluate.safetensors;

import java.util.Optional;

/** Types of values that a safetensors file may hold. The names are those that stand in the file. */
public enum DataType {
    /** Truth values, a byte each. */
    BOOL(1),
    /** Bytes 0..255. */
    U8(1),
    /** Bytes −128..127. */
    I8(1),
    /** 8-bit floating point, 5 bits of exponent. */
    F8_E5M2(1),
    /** 8-bit floating point, 4 bits of exponent. */
    F8_E4M3(1),
    /** 16-bit integers. */
    I16(2),
    /** 16-bit integers without sign. */
    U16(2),
    /** Half-precision floating point. */
    F16(2),
    /** The upper half of single precision. */
    BF16(2),
    /** 32-bit integers. */
    I32(4),
    /** 32-bit integers without sign. */
    U32(4),
    /** Single precision. */
    F32(4),
    /** Double precision. */
    F64(8),
    /** 64-bit integers. */
    I64(8),
    /** 64-bit integers without sign. */
    U64(8);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }

    /** The type of that name, if there is one. */
    static Optional<DataType> named(String name) {
        for (DataType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
