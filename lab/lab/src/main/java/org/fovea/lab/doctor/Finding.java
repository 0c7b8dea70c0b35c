package org.fovea.lab.doctor;

/**
 * Something doubtful.
 *
 * @param code which check found it, as in {@code artifact-missing}; {@code docs/lab.md} has them all
 * @param record number of the record that it is about, as in R-0107
 */
public record Finding(Severity severity, String code, String record, String message, String hint) {
    /** How bad something is, the worst first. */
    public enum Severity {
        /** The ledger contradicts itself or its files. */
        ERROR,
        /** A claim should not be relied on as it is. */
        WARNING,
        /** Worth knowing. */
        INFO
    }
}
