package org.fovea.app.text;

import java.util.Locale;

/** Numbers as people read them. */
public final class Text {
    private Text() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things, "1 pair" or "1,200 pairs". */
    public static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** A share 0..1 as {@code 12.3 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A size in the largest unit that keeps a digit before the point, powers of ten. */
    public static String size(long bytes) {
        if (bytes < 10_000) {
            return count(bytes) + " bytes";
        }
        double value = bytes / 1e3;
        String unit = "kB";
        if (value >= 1000) {
            value /= 1e3;
            unit = "MB";
        }
        if (value >= 1000) {
            value /= 1e3;
            unit = "GB";
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }

    /** A duration as {@code 1:02:03} or {@code 2:03}. */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        String tail = String.format(Locale.ROOT, whole >= 3600 ? "%02d:%02d" : "%d:%02d", whole / 60 % 60, whole % 60);
        return whole >= 3600 ? whole / 3600 + ":" + tail : tail;
    }

    /** A duration in seconds with one digit below ten, else as a clock. */
    public static String seconds(double seconds) {
        return seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : clock(seconds);
    }

    /**
     * A text from outside as a cell of a table that spreadsheets open: what they would take for a formula begins with
     * an apostrophe.
     */
    public static String cell(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** The same for a table with commas (RFC 4180). */
    public static String csv(String text) {
        String cell = cell(text);
        return text.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** A constant of an enum as a word: {@code ALL_PAIRS} is "all pairs". */
    public static String word(Enum<?> constant) {
        return word(constant.name());
    }

    /** The same of the name of a constant. */
    public static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
