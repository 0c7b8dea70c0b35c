package org.fovea.site.markdown;

import java.util.List;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** Moves the headings of a text below one of the page, so that no level is left out. */
final class Headings {
    private static final int DEEPEST = 6;

    private Headings() {}

    /** Moves them: the highest comes directly below the page's. */
    static void shift(Node document, int below) {
        List<Heading> headings = Nodes.below(document, Heading.class);
        int highest = headings.stream().mapToInt(Heading::getLevel).min().orElse(1);
        int before = below;
        for (Heading heading : headings) {
            int wanted = below + 1 + heading.getLevel() - highest;
            int level = Math.min(DEEPEST, Math.min(wanted, before + 1));
            heading.setLevel(level);
            before = level;
        }
    }
}
