package org.fovea.lab.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.RecordKind;
import org.jdbi.v3.core.Handle;

/** Where records of a kind are. */
final class Tables {
    private Tables() {}

    static String of(RecordKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Optional<Long> number(Handle handle, RecordKind kind, String key) {
        return handle.select("SELECT number FROM " + of(kind) + " WHERE key = ?", key)
                .mapTo(Long.class)
                .findOne();
    }

    static boolean has(Handle handle, Link link) {
        List<RecordKind> kinds = link.kind().map(List::of).orElse(List.of(RecordKind.values()));
        return kinds.stream().anyMatch(kind -> number(handle, kind, link.key()).isPresent());
    }

    static void check(Handle handle, LabRecord from, Link link) {
        if (!has(handle, link)) {
            throw new LedgerException(
                    "the ledger has no " + link.kind().map(Tables::words).orElse("record") + " " + link.key()
                            + ", which a " + words(from.kind()) + " refers to; add that first");
        }
    }

    /** A kind as people read it. */
    static String words(RecordKind kind) {
        return of(kind).replace('_', ' ');
    }
}
