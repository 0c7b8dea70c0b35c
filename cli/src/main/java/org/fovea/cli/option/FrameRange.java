package org.fovea.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.app.AppException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Frames from {@code first} to {@code last}, both included.
 *
 * @param first counted from 0
 * @param last at least {@code first}
 */
public record FrameRange(long first, long last) {
    /** Reads {@code A..B} or {@code A-B}. */
    public static final class Converter implements ITypeConverter<FrameRange> {
        private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\.\\.|-)(\\d{1,9})");

        @Override
        public FrameRange convert(String text) {
            Matcher matcher = RANGE.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not A..B, for example 0..99");
            }
            FrameRange range = new FrameRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
            if (range.last < range.first) {
                throw new TypeConversionException("'" + text + "' ends before it begins");
            }
            return range;
        }
    }

    /** The range that was asked for, or all. */
    public static FrameRange of(FrameRange asked, long frames) {
        if (asked == null) {
            return new FrameRange(0, frames - 1);
        }
        if (asked.last >= frames) {
            throw AppException.usage("--frames " + asked.first + ".." + asked.last + " is not in 0.." + (frames - 1));
        }
        return asked;
    }

    public long count() {
        return last - first + 1;
    }
}
