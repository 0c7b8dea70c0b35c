package org.fovea.lab.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

final class Failures {
    private static final int LONGEST = 500;

    private Failures() {}

    /**
     * Whether the same step may succeed later: files, memory and databases can be in better shape then; a program or
     * its input cannot.
     */
    static boolean passing(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof OutOfMemoryError
                || ofDatabase(failure);
    }

    static boolean ofDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    static String words(Throwable failure) {
        Throwable said = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        String message = said.getMessage() == null
                ? ""
                : said.getMessage().lines().findFirst().orElse("").strip();
        String kind = said.getClass().getSimpleName();
        boolean forPeople = !message.isEmpty() && message.indexOf(' ') > 0;
        String words = forPeople ? message : message.isEmpty() ? kind : kind + ": " + message;
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }
}
