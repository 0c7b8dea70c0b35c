package org.fovea.lab.store;

import java.util.Locale;
import java.util.Optional;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.jdbi.v3.core.Handle;

/** Where records of a kind are. */
final class Tables {
    private Tables() {}

    static String of(RecordKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Optional<Long> number(Handle handle, RecordKind kind, String key) {
        return handle.createQuery("SELECT number FROM " + of(kind) + " WHERE key = :key")
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    /** The number of a record that another one points at. */
    static long referred(Handle handle, LabRecord from, RecordKind kind, String key) {
        return number(handle, kind, key)
                .orElseThrow(() -> new LedgerException("the ledger has no " + words(kind) + " " + key + ", which a "
                        + words(from.kind()) + " refers to; add that first"));
    }

    /** A kind as people read it. */
    static String words(RecordKind kind) {
        return of(kind).replace('_', ' ');
    }
}
