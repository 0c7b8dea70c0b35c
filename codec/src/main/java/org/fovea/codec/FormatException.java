package org.fovea.codec;

import java.util.Locale;

/**
 * The one exception for input that is damaged, truncated, hostile or foreign. It names the file (where known), the section and the
 * byte offset, so that its message is a complete line for the person at the terminal.
 */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String section;
    private final long offset;
    private final String reason;

    /**
     * @param section what was being read, for example {@code "masks"} or {@code "zip"}
     * @param offset byte offset of the problem, counted from the start of the section (or of the file for the container itself)
     * @param reason what is wrong, a phrase without a full stop
     */
    public FormatException(String section, long offset, String reason) {
        this(null, section, offset, reason, null);
    }

    private FormatException(String file, String section, long offset, String reason, Throwable cause) {
        super(line(file, section, offset, reason), cause);
        this.file = file;
        this.section = section;
        this.offset = offset;
        this.reason = reason;
    }

    /** The same problem, with the file in which it was found. A file that is already named is kept. */
    public FormatException inFile(String name) {
        return file != null ? this : new FormatException(name, section, offset, reason, this);
    }

    /** The same problem with its offset counted from a place {@code base} bytes earlier. */
    public FormatException shifted(long base) {
        return base == 0 ? this : new FormatException(file, section, offset + base, reason, this);
    }

    /** Name of the file, or null where the input had none. */
    public String file() {
        return file;
    }

    /** What was being read. */
    public String section() {
        return section;
    }

    /** Byte offset of the problem. */
    public long offset() {
        return offset;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    private static String line(String file, String section, long offset, String reason) {
        String place = "section " + section + ", byte " + String.format(Locale.ROOT, "%,d", offset) + ": " + reason;
        return file == null ? place : file + ": " + place;
    }
}
