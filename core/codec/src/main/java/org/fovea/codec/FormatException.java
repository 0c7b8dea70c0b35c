package org.fovea.codec;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception for input that is damaged, truncated, hostile or foreign. It names the file (where known), the
 * section and the byte offset, so that its message is a complete line for the person at the terminal.
 */
public final class FormatException extends RuntimeException {
    /** What to do about what is intact and unknown. */
    public static final String NEWER = "a newer version of Fovea may read it";

    /** What to do where the contents of an archive are not what was asked for. */
    public static final String CONTENTS = "fovea inspect shows what it holds";

    private static final long serialVersionUID = 1L;

    /** Where and what; {@code line} is 0 where there are no lines. */
    private record Details(
            @Nullable String file,
            String section,
            long offset,
            int line,
            String what,
            @Nullable String hint) implements Serializable {
        String reason() {
            return (line == 0 ? "" : "line " + line + ": ") + phrase();
        }

        String phrase() {
            return hint == null ? what : what + "; " + hint;
        }

        String message() {
            if (file != null && line > 0) {
                // As editors and terminals open it by a click.
                return file + ":" + line + ": " + section + ": " + phrase();
            }
            String place =
                    "section " + section + ", byte " + String.format(Locale.ROOT, "%,d", offset) + ": " + reason();
            return file == null ? place : file + ": " + place;
        }
    }

    private final Details details;

    /**
     * Damage that a checksum or the structure of the file proves. What is intact but of another kind, or not supported,
     * has a hint instead.
     *
     * @param section what was being read, for example {@code "masks"} or {@code "zip"}
     * @param offset byte offset of the problem, counted from the start of the section (or of the file for the container
     *     itself)
     * @param reason what is wrong, a phrase without a full stop
     */
    public FormatException(String section, long offset, String reason) {
        this(section, offset, reason, null, null);
    }

    /**
     * A problem about which the reader knows what to do.
     *
     * @param hint what the person can do, or what else there is to know, a phrase without a full stop
     */
    public FormatException(String section, long offset, String reason, String hint) {
        this(section, offset, reason, hint, null);
    }

    /** What a file says and a record or a reader refuses; the reason is the message of {@code cause}. */
    public FormatException(String section, long offset, Exception cause) {
        this(section, offset, Objects.requireNonNullElse(cause.getMessage(), cause.toString()), null, cause);
    }

    private FormatException(
            String section, long offset, String what, @Nullable String hint, @Nullable Throwable cause) {
        this(new Details(null, section, offset, 0, what, hint), cause);
    }

    private FormatException(Details details, @Nullable Throwable cause) {
        super(details.message(), cause);
        this.details = details;
    }

    /** The same problem, with the line of a text that it is in, counted from 1. */
    public FormatException inLine(int number) {
        return with(details.file, details.offset, number, getCause());
    }

    /** The same problem, with the file in which it was found. A file that is already named is kept. */
    public FormatException inFile(String name) {
        return details.file != null ? this : asFile(name);
    }

    /** The same problem, in a file that its user knows by another name, such as a member of an archive. */
    public FormatException asFile(String name) {
        return with(name, details.offset, details.line, this);
    }

    /** The same problem with its offset counted from a place {@code base} bytes earlier. */
    public FormatException shifted(long base) {
        return base == 0 ? this : with(details.file, details.offset + base, details.line, this);
    }

    private FormatException with(@Nullable String file, long offset, int line, @Nullable Throwable cause) {
        return new FormatException(new Details(file, details.section, offset, line, details.what, details.hint), cause);
    }

    public @Nullable String file() {
        return details.file;
    }

    public String section() {
        return details.section;
    }

    public long offset() {
        return details.offset;
    }

    /** What is wrong and, where it is known, in which line and what to do. */
    public String reason() {
        return details.reason();
    }

    /** The reason without its line, for what was written in one line only. */
    public String phrase() {
        return details.phrase();
    }

    public Optional<String> hint() {
        return Optional.ofNullable(details.hint);
    }

    /** Whether the file is known to be damaged; a hand-written text is wrong at its line, not damaged. */
    public boolean isDamage() {
        return details.hint == null && details.line == 0;
    }
}
