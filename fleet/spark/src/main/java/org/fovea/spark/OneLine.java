package org.fovea.spark;

/** What happened, in one line for people. */
final class OneLine {
    private OneLine() {}

    /** Of the first cause of all. */
    static String of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) { // never itself
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(cause.getClass().getName());
    }
}
