package org.fovea.site.plot;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A chart with all that belongs to it, for {@code figure.jte}.
 *
 * @param title what it shows; no other figure of a page has the same
 * @param svg the chart, as HTML
 * @param caption how to read it
 * @param remarks what must be said of single values
 * @param data address of the file with its values, from the chart's page; absent where there is none
 */
public record Figure(String title, String svg, String caption, List<Remark> remarks, Optional<String> data) {
    /**
     * Something in words about a value of a chart.
     *
     * @param subject whose value
     * @param target address of its page
     * @param text what is said
     */
    public record Remark(String subject, Optional<String> target, String text) {}

    /** A chart without remarks. */
    public Figure(String title, String svg, String caption) {
        this(title, svg, caption, List.of(), Optional.empty());
    }

    /** A figure that is drawn for wide screens, and again for narrow ones; its words are those of the first. */
    public static Figure both(Supplier<Figure> drawing) {
        Figure wide = drawing.get();
        String narrow = Plot.narrow(drawing).svg();
        return new Figure(wide.title, wide.svg + narrow, wide.caption, wide.remarks, wide.data);
    }

    /** The same with a file of its values. */
    public Figure withData(String address) {
        return new Figure(title, svg, caption, remarks, Optional.of(address));
    }
}
