package org.fovea.site.markdown;

/** Text as HTML. */
final class Escape {
    private Escape() {}

    /** For content and for attributes in double quotes. */
    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(allowed(letter) ? letter : '\uFFFD');
            }
        }
        return out.toString();
    }

    /** Control characters have no place in HTML. */
    private static boolean allowed(char letter) {
        return letter >= ' ' && (letter < 0x7F || letter > 0x9F) || letter == '\n' || letter == '\t' || letter == '\r';
    }
}
