package org.fovea.site.plot;

/** Text inside HTML and SVG. */
public final class Markup {
    /** What stands for a character that may not be shown. */
    public static final char REPLACEMENT = '\uFFFD';

    private Markup() {}

    /**
     * Any text as content, or as an attribute in double quotes. What neither HTML nor XML may hold becomes a
     * replacement character.
     */
    public static String escape(String text) {
        if (isPlain(text)) {
            return text; // as nearly all are
        }
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

    /**
     * Whether neither HTML nor a reader has any use for a character: control characters, but not ends of lines and
     * tabs.
     */
    public static boolean isControl(int point) {
        return Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t';
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"') {
                return false;
            }
        }
        return true;
    }

    /** No control characters, no halves of pairs, no noncharacters. */
    private static boolean allowed(int point) {
        return !isControl(point)
                && Character.getType(point) != Character.SURROGATE
                && (point & 0xFFFE) != 0xFFFE
                && !(point >= 0xFDD0 && point <= 0xFDEF);
    }
}
