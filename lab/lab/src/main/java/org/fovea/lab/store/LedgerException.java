package org.fovea.lab.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** A ledger cannot do what it was asked for. The message is written for users. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What helps where not the lab refuses something but the machine does: disk, permissions, a server that is gone. By
     * the words of SQLite and the states of SQL. Empty where the lab itself refuses.
     */
    public Optional<String> remedy() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return Optional.of("check that the lab's folder can be written");
            }
            if (cause instanceof SQLException failed) {
                String words = String.valueOf(failed.getMessage());
                if (words.contains("SQLITE_READONLY") || words.contains("SQLITE_CANTOPEN")) {
                    return Optional.of("check the permissions of the lab's folder, which must be writable");
                }
                if (words.contains("SQLITE_CORRUPT") || words.contains("SQLITE_NOTADB")) {
                    return Optional.of("restore the file from a copy, or import an export into a new lab");
                }
                if (words.contains("SQLITE_FULL") || words.contains("SQLITE_IOERR")) {
                    return Optional.of("free some space, or look at the disk");
                }
                if (String.valueOf(failed.getSQLState()).matches("(08|53|57P).*")) {
                    return Optional.of("start the server, or correct the address in lab.yaml");
                }
            }
        }
        return Optional.empty();
    }
}
