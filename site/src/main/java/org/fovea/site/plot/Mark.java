package org.fovea.site.plot;

import java.util.Optional;

/**
 * What stands for one thing in a chart: can be pointed at, reached with the keyboard, and told by a screen reader.
 *
 * @param name what a reader is told: one line or several
 * @param style classes of the style sheet for its link, as in {@code t2}
 * @param target address of the page about it, from the chart's page; absent where there is none
 */
public record Mark(String name, String style, Optional<String> target) {
    /** A mark that leads nowhere. */
    public static Mark of(String name, String style) {
        return new Mark(name, style, Optional.empty());
    }

    /** Writes it around what draws it. */
    public void draw(Svg svg, Svg drawing) {
        String spoken = name.replaceAll("\\s*\\n\\s*", "; ");
        String classes = ("point " + style).strip();
        String element = target.isPresent() ? "a" : "g";
        svg.open(
                element,
                "href",
                target.orElse(null),
                "class",
                classes,
                "role",
                target.isPresent() ? null : "img",
                "aria-label",
                spoken);
        svg.text("title", name).append(drawing).close(element);
    }
}
