package org.fovea.lab.store;

import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The databases that a lab can live in, and all in which they differ for a ledger. */
public enum Dialect {
    /** A file; several processes of one machine. */
    SQLITE("jdbc:sqlite:", "BLOB"),
    /** A server; several machines. */
    POSTGRESQL("jdbc:postgresql:", "BYTEA");

    private static final long WRITERS = 0x466f76656121L; // any number that nothing else in this database locks

    private final String prefix;
    private final String blob;

    Dialect(String prefix, String blob) {
        this.prefix = prefix;
        this.blob = blob;
    }

    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw new LedgerException("'" + LabDatabase.withoutSecrets(url)
                + "' is not a database of a lab; use jdbc:sqlite:FILE or " + "jdbc:postgresql://HOST/DATABASE");
    }

    String prefix() {
        return prefix;
    }

    String blob() {
        return blob;
    }

    String migrations() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes a transaction the only one that writes until it ends. Writers that wait for each other here, before they
     * have read anything, can neither deadlock nor decide on something that another one is just changing. SQLite does
     * this by itself: its transactions begin as IMMEDIATE.
     */
    void beWriter(Handle handle) {
        if (this == POSTGRESQL) {
            handle.select("SELECT 1 FROM pg_advisory_xact_lock(?)", WRITERS)
                    .mapTo(Integer.class)
                    .one();
        }
    }
}
