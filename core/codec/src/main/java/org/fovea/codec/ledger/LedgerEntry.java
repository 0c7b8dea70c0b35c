package org.fovea.codec.ledger;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One line of a byte ledger.
 *
 * @param section what the bytes hold, for example {@code masks}
 * @param codec how they are coded, for example {@code brotli}
 * @param codedBytes bytes in the file
 * @param rawBytes bytes before coding, where that means something
 * @param symbols coded values (pixels, weights, poses), where that means something
 */
public record LedgerEntry(String section, String codec, long codedBytes, OptionalLong rawBytes, OptionalLong symbols) {
    public LedgerEntry {
        if (codedBytes < 0) {
            throw new IllegalArgumentException("section " + section + " of " + codedBytes + " bytes");
        }
    }

    /** A line for bytes that are pure structure: ZIP, headers, checksums. */
    public static LedgerEntry structure(String section, String codec, long bytes) {
        return new LedgerEntry(section, codec, bytes, OptionalLong.empty(), OptionalLong.empty());
    }

    public static LedgerEntry content(String section, String codec, long codedBytes, long rawBytes, long symbols) {
        return new LedgerEntry(section, codec, codedBytes, OptionalLong.of(rawBytes), OptionalLong.of(symbols));
    }

    public OptionalDouble bitsPerSymbol() {
        return symbols.isEmpty() || symbols.getAsLong() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(8.0 * codedBytes / symbols.getAsLong());
    }
}
