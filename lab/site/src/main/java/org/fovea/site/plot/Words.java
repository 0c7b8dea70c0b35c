package org.fovea.site.plot;

/**
 * How much room text takes in a chart. Nobody knows which font a reader has, so this is an estimate on the safe side.
 */
public final class Words {
    /** Height of a line, in the units of a chart. */
    public static final double LINE = 15;

    private static final String NARROW = "iljtfrI.,:;'|!()[] -/";
    private static final String WIDE = "mwMW%@→+<>=…";
    private static final int ASIAN = 0x2E80;

    private Words() {}

    /** Width in units of a chart, at its usual size of 12. */
    public static double width(String text) {
        return text.codePoints()
                .mapToDouble(point -> point >= ASIAN
                        ? 12.5
                        : NARROW.indexOf(point) >= 0
                                ? 4.6
                                : WIDE.indexOf(point) >= 0 ? 10.8 : Character.isUpperCase(point) ? 8.7 : 7.4)
                .sum();
    }

    /** An exponent, as in the ⁻⁶ of 10⁻⁶. */
    public static String superscript(int exponent) {
        StringBuilder out = new StringBuilder(exponent < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
            out.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return out.toString();
    }

    /**
     * A text on one line that takes at most some width; where it was longer, an ellipsis tells that something is
     * missing.
     */
    public static String fit(String text, double width) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (width(line) <= width) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        for (int point : line.codePoints().toArray()) {
            String longer = out + Character.toString(point);
            if (width(longer + "…") > width) {
                break;
            }
            out.appendCodePoint(point);
        }
        return out.toString().replaceAll("[\\s…]+$", "") + "…";
    }
}
