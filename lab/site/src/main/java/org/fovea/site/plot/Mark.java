package org.fovea.site.plot;

import java.util.List;
import java.util.Optional;

/**
 * What stands for one thing in a chart: can be pointed at, reached with the keyboard, and told by a screen reader.
 *
 * @param name what a reader is told: one line or several
 * @param style classes of the style sheet for its link, as in {@code t2}
 * @param target address of the page about it, from the chart's page; absent where there is none
 */
public record Mark(String name, String style, Optional<String> target) {
    /**
     * Shapes around the origin, about five units large: circle, square, cross, triangle, diamond, triangle downwards,
     * hexagon, plus.
     */
    private static final List<String> SHAPES = List.of(
            "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
            "M-4.4 -4.4H4.4V4.4H-4.4Z",
            "M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0Z",
            "M0 -5.6L5.2 4H-5.2Z",
            "M0 -6L5 0L0 6L-5 0Z",
            "M0 5.6L5.2 -4H-5.2Z",
            "M-5.4 0L-2.7 -4.7H2.7L5.4 0L2.7 4.7H-2.7Z",
            "M-1.6 -5.2H1.6V-1.6H5.2V1.6H1.6V5.2H-1.6V1.6H-5.2V-1.6H-1.6Z");

    /** Outline of one of eight shapes that are told apart in black and white, as path data around the origin. */
    public static String shape(int number) {
        return SHAPES.get(number % SHAPES.size());
    }

    /** A mark that leads nowhere. */
    public static Mark of(String name, String style) {
        return new Mark(name, style, Optional.empty());
    }

    /** Writes it around what draws it. */
    public void draw(Svg svg, Svg drawing) {
        String classes = ("point " + style).strip();
        String element = target.isPresent() ? "a" : "g";
        svg.open(element, "href", target.orElse(null), "class", classes, "role", target.isPresent() ? null : "img");
        svg.text("title", name).append(drawing).close(element);
    }
}
