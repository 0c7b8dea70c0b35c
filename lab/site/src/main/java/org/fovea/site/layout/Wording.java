package org.fovea.site.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Round;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.plot.Words;

/** How numbers, times and states are written, on all pages alike. */
public final class Wording {
    /** What stands where a value is not known. */
    public static final String UNKNOWN = "not known";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT_DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int BRIEF = 220;
    private static final double SMALL = 1e-4;
    private static final String MINUS = "−";

    private Wording() {}

    /** A score with four decimals; everything is in {@code data/} with all digits. */
    public static String score(double value) {
        return String.format(Locale.ROOT, value >= 10 ? "%.2f" : "%.4f", value);
    }

    /** A score that may not be known. */
    public static String score(Optional<Double> value) {
        return value.map(Wording::score).orElse(UNKNOWN);
    }

    /** Difference of scores with its sign; negative is better. */
    public static String change(double value) {
        return signed(String.format(Locale.ROOT, "%.4f", Math.abs(value)), value);
    }

    /** Points of a score that one thing costs: four decimals, more for very small ones. */
    public static String points(double value) {
        return Math.abs(value) >= SMALL * 10 || value == 0
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.6f", value);
    }

    /** Bytes with thousands set apart. */
    public static String bytes(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Difference of bytes with its sign. */
    public static String byteChange(long value) {
        return signed(bytes(Math.abs(value)), value);
    }

    public static String count(long value) {
        return bytes(value);
    }

    /** A distortion: decimals that tell values apart, powers of ten for very small ones. */
    public static String distortion(double value) {
        if (value == 0) {
            return "0";
        }
        return value < SMALL ? scientific(value) : String.format(Locale.ROOT, value < 1 ? "%.6f" : "%.3f", value);
    }

    private static String scientific(double value) {
        String[] parts = String.format(Locale.ROOT, "%.2e", value).split("e");
        return parts[0] + "·10" + Words.superscript(Integer.parseInt(parts[1]));
    }

    /** Difference of distortions with its sign. */
    public static String distortionChange(double value) {
        return signed(distortion(Math.abs(value)), value);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A share as per cent with two decimals, for shares that are mostly below one per cent. */
    public static String finePercent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String signed(String magnitude, double value) {
        return value > 0 ? "+" + magnitude : value < 0 ? MINUS + magnitude : "±0";
    }

    /** A day, as in 21 November 2026; UTC. */
    public static String day(Instant time) {
        return DAY.format(time);
    }

    /** A day, as in 21 Nov 2026; UTC. */
    public static String shortDay(Instant time) {
        return SHORT_DAY.format(time);
    }

    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** A minute of a day that is told already; UTC. */
    public static String hour(Instant time) {
        return HOUR.format(time);
    }

    /** How long something took: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(java.time.Duration time) {
        long seconds = time.toSeconds();
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** What a program reads of a time. */
    public static String machine(Instant time) {
        return time.toString();
    }

    /** A constant's name as a word: ALL_PAIRS is "all pairs". */
    public static String word(Enum<?> value) {
        return LedgerJson.word(value);
    }

    /**
     * Who said something: {@code Fovea team}, {@code the rule “round”}, {@code the agent “x”}, {@code the imported
     * ledger “x”}.
     */
    public static String author(Author author) {
        return switch (author.kind()) {
            case PERSON -> author.name();
            case RULE -> "the rule “" + author.name() + "”";
            case AGENT -> "the agent “" + author.name() + "”";
            case IMPORT -> "the imported ledger “" + author.name() + "”";
        };
    }

    /** The beginning of a long text, up to a word's end. */
    public static String brief(String text) {
        if (text.length() <= BRIEF) {
            return text;
        }
        int end = text.lastIndexOf(' ', BRIEF);
        return text.substring(0, end > BRIEF / 2 ? end : BRIEF) + " …";
    }

    /** An accounting's constant as documents call it: {@code current_workflow}. */
    public static String accounting(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    public static String decision(Round.Decision decision) {
        return switch (decision) {
            case KILL -> "stopped";
            case CONTINUE -> "undecided";
            case PROMOTE -> "advanced";
        };
    }

    public static String shortHash(String hash) {
        return hash.length() <= 12 ? hash : hash.substring(0, 12) + "…";
    }
}
