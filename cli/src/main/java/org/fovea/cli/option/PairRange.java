package org.fovea.cli.option;

import org.fovea.app.AppException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Pairs from {@code first} to {@code last}, both included.
 *
 * @param first counted from 0
 * @param last at least {@code first}
 */
public record PairRange(int first, int last) {
    /** Reads {@code A..B}. */
    public static final class Converter implements ITypeConverter<PairRange> {
        @Override
        public PairRange convert(String text) {
            if (!text.matches("\\d{1,9}\\.\\.\\d{1,9}")) {
                throw new TypeConversionException("'" + text + "' is not A..B, for example 0..9");
            }
            int dots = text.indexOf("..");
            PairRange range = new PairRange(
                    Integer.parseInt(text.substring(0, dots)), Integer.parseInt(text.substring(dots + 2)));
            if (range.last < range.first) {
                throw new TypeConversionException("'" + text + "' ends before it begins");
            }
            return range;
        }
    }

    /** The range that was asked for, or all. */
    public static PairRange of(PairRange asked, int pairs) {
        if (asked == null) {
            return new PairRange(0, pairs - 1);
        }
        if (asked.last >= pairs) {
            throw AppException.usage("--pairs " + asked.first + ".." + asked.last + " is not in 0.." + (pairs - 1));
        }
        return asked;
    }

    public int count() {
        return last - first + 1;
    }
}
