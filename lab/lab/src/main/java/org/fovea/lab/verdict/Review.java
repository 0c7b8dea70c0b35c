package org.fovea.lab.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The written review of a promotion: Markdown with three headings, and words below each. */
public final class Review {
    private static final List<String> HEADINGS = List.of("What changed", "What was looked at", "Risks");
    private static final int MIN_LETTERS = 20;

    private Review() {}

    public static String template() {
        StringBuilder out = new StringBuilder();
        for (String heading : HEADINGS) {
            out.append("## ").append(heading).append("\n\n");
        }
        return out.toString();
    }

    /** What is missing in a review, for people; nothing where it is complete. */
    public static Optional<String> missing(String text) {
        for (String heading : HEADINGS) {
            Optional<String> below = below(text, heading);
            if (below.isEmpty()) {
                return Optional.of("it has no heading '## " + heading + "'");
            }
            long letters = below.get().chars().filter(Character::isLetter).count();
            if (letters < MIN_LETTERS) {
                return Optional.of(
                        "it says too little below '## " + heading + "': at least " + MIN_LETTERS + " letters");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> below(String text, String heading) {
        StringBuilder out = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                String title = line.replaceFirst("^#+\\s*", "").strip();
                if (title.toLowerCase(Locale.ROOT).equals(heading.toLowerCase(Locale.ROOT))) {
                    out = new StringBuilder();
                } else if (out != null) {
                    break;
                }
            } else if (out != null) {
                out.append(line).append('\n');
            }
        }
        return Optional.ofNullable(out).map(StringBuilder::toString);
    }
}
