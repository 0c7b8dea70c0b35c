package org.fovea.cli.option;

import java.util.Optional;
import org.fovea.app.AppException;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --pairs A..B}: some of the pairs. */
public final class PairsOption extends WordedOption<PairsOption.PairRange> {
    public PairsOption(String description) {
        super(PairRange.class, null, description, "--pairs");
        option().paramLabel("A..B").converters(new PairRange.Converter()).showDefaultValue(Visibility.NEVER);
    }

    /** The pairs that were asked for, not yet compared with the clip's. */
    public Optional<PairRange> asked() {
        return Optional.ofNullable(value());
    }

    /** The pairs that were asked for, or all. */
    public PairRange of(int all) {
        return PairRange.of(value(), all, "--pairs");
    }

    /**
     * Pairs, or frames, from {@code first} to {@code last}, both included.
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

        /**
         * The range that was asked for, or all.
         *
         * @param option for messages
         */
        public static PairRange of(PairRange asked, int all, String option) {
            if (asked == null) {
                return new PairRange(0, all - 1);
            }
            if (asked.last >= all) {
                throw AppException.usage(option + " " + asked.first + ".." + asked.last + " is not in 0.." + (all - 1));
            }
            return asked;
        }

        public int count() {
            return last - first + 1;
        }
    }
}
