package org.fovea.site.markdown;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sections of a Markdown text. */
public final class Sections {
    private static final Pattern HEADING = Pattern.compile("^ {0,3}(#{1,6})[ \\t]+(.*?)[ \\t#]*$");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*");

    private Sections() {}

    /**
     * What stands below a heading, up to the next one of its level or a higher one; absent where there is no such
     * heading or nothing below it.
     *
     * @param heading its words, in upper or lower case
     */
    public static Optional<String> below(String text, String heading) {
        StringBuilder out = new StringBuilder();
        int level = 0; // of the heading, once it was found
        boolean code = false;
        for (String line : text.lines().toList()) {
            code ^= FENCE.matcher(line).matches();
            Matcher found = HEADING.matcher(line);
            boolean isHeading = !code && found.matches();
            if (level > 0 && isHeading && found.group(1).length() <= level) {
                break;
            }
            if (level > 0) {
                out.append(line).append('\n');
            } else if (isHeading && found.group(2).strip().equalsIgnoreCase(heading)) {
                level = found.group(1).length();
            }
        }
        return Optional.of(out.toString()).filter(each -> !each.isBlank());
    }
}
