package org.fovea.site.page;

import java.util.List;
import java.util.stream.IntStream;
import org.fovea.site.layout.Templates;
import org.fovea.site.plot.Asset;
import org.fovea.site.plot.Figure;
import org.fovea.site.watch.WatchPage;

/**
 * A document of its own in the site's look: facts, then parts with texts, charts and tables. Everything is in it, no
 * script, nothing fetched, so that it opens by a double click and keeps working when it is sent to somebody. It belongs
 * to no lab.
 *
 * @param title of the page
 * @param lede what it is about
 * @param facts figures at the top
 * @param parts in order
 * @param colophon how it came about
 */
public record Sheet(String title, String lede, List<WatchPage.Fact> facts, List<Part> parts, String colophon) {
    /**
     * A part of the page.
     *
     * @param id of it, for links
     * @param heading of it
     * @param texts paragraphs before the charts
     * @param figures charts
     * @param grids tables
     */
    public record Part(String id, String heading, List<String> texts, List<Figure> figures, List<Grid> grids) {}

    /**
     * A table.
     *
     * @param caption above it
     * @param columns names of the columns; the first is a heading of each row
     * @param kinds what each column holds
     * @param rows texts, as many as columns each
     */
    public record Grid(String caption, List<String> columns, List<Kind> kinds, List<List<String>> rows) {
        /** What a column holds. */
        public enum Kind {
            TEXT,
            NUMBER,
            /** Commands, to be copied. */
            CODE
        }

        public Grid {
            columns = List.copyOf(columns);
            kinds = List.copyOf(kinds);
            rows = rows.stream().map(List::copyOf).toList();
        }

        /** A table whose first columns are texts, the others numbers. */
        public static Grid of(String caption, int texts, List<String> columns, List<List<String>> rows) {
            return new Grid(
                    caption,
                    columns,
                    IntStream.range(0, columns.size())
                            .mapToObj(i -> i >= texts ? Kind.NUMBER : Kind.TEXT)
                            .toList(),
                    rows);
        }
    }

    public String style() {
        return Asset.text("site.css");
    }

    public String html() {
        return Templates.draw("sheet.jte", this);
    }
}
