package org.fovea.site.plot;

/** Text inside HTML and SVG. */
public final class Markup {
    private static final char REPLACEMENT = '\uFFFD';

    private Markup() {}

    /** Any text as content, or as an attribute in double quotes. What neither HTML nor XML may hold becomes a replacement character. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowed(point) ? point : REPLACEMENT);
            }
        });
        return escaped.toString();
    }

    /** No control characters, no halves of pairs, no noncharacters. */
    private static boolean allowed(int point) {
        return (!Character.isISOControl(point) || point == '\n' || point == '\t' || point == '\r')
                && Character.getType(point) != Character.SURROGATE
                && (point & 0xFFFE) != 0xFFFE
                && !(point >= 0xFDD0 && point <= 0xFDEF);
    }
}
