package org.fovea.lab.exchange;

import org.fovea.config.CanonicalJson;
import org.fovea.lab.store.LedgerException;

/**
 * First line of an export.
 *
 * @param format {@link #FORMAT}
 * @param records how many lines follow
 * @param version {@link #VERSION}
 */
record ExportHeader(String format, long records, int version) {
    static final String FORMAT = "fovea-lab";
    static final int VERSION = 1;
    private static final String NONE = "not an export of a lab; its first line names the format " + FORMAT;

    static String write(long records) {
        return CanonicalJson.write(new ExportHeader(FORMAT, records, VERSION));
    }

    /**
     * Reads the first line.
     *
     * @throws LedgerException where it is none, or of another format or version
     */
    static ExportHeader read(String json) {
        ExportHeader header;
        try {
            header = CanonicalJson.read(json, ExportHeader.class);
        } catch (IllegalArgumentException e) {
            throw new LedgerException(NONE, e);
        }
        if (!FORMAT.equals(header.format)) {
            throw new LedgerException(NONE);
        }
        if (header.version != VERSION) {
            throw new LedgerException("an export of version " + header.version + ", but this Fovea reads version "
                    + VERSION + "; use the Fovea that wrote it");
        }
        return header;
    }
}
