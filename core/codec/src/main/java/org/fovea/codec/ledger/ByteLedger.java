package org.fovea.codec.ledger;

import java.util.List;

/**
 * Where every byte of a file goes. The entries are in file order and add up to the file's size exactly.
 *
 * @param entries all parts, structure included
 */
public record ByteLedger(long fileBytes, List<LedgerEntry> entries) {
    public ByteLedger {
        entries = List.copyOf(entries);
        long sum = entries.stream().mapToLong(LedgerEntry::codedBytes).sum();
        if (sum != fileBytes) {
            throw new IllegalArgumentException("the parts add up to " + sum + " bytes, the file has " + fileBytes);
        }
    }

    /** Part of the file that an entry takes, 0..1. */
    public double share(LedgerEntry entry) {
        return fileBytes == 0 ? 0 : (double) entry.codedBytes() / fileBytes;
    }

    /** Bytes that are structure rather than content. */
    public long structureBytes() {
        return entries.stream()
                .filter(entry -> entry.rawBytes().isEmpty())
                .mapToLong(LedgerEntry::codedBytes)
                .sum();
    }
}
