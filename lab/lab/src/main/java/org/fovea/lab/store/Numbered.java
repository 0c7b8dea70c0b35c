package org.fovea.lab.store;

import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;

/**
 * A record as a ledger holds it.
 *
 * @param number within this ledger and kind, from 1; another ledger may have given it another one
 * @param key its name everywhere
 */
public record Numbered<T extends LabRecord>(long number, String key, T record) {
    /** As people read it: R-0107. */
    public String label() {
        return record.kind().label(number);
    }

    public RecordKind kind() {
        return record.kind();
    }
}
