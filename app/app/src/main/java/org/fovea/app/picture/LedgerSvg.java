package org.fovea.app.picture;

import java.util.List;
import java.util.Locale;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.site.plot.Markup;

/** Draws a byte ledger as one bar of parts with a legend: a self-contained SVG in the colours of the site. */
public final class LedgerSvg {
    private static final int WIDTH = 960;
    private static final int MARGIN = 24;
    private static final int LEGEND_TOP = 144;
    private static final int LINE = 22;
    private static final List<String> COLOURS =
            List.of("#4477aa", "#ccbb44", "#aa3377", "#66ccee", "#228833", "#ee6677", "#777777", "#bbbbbb");

    private LedgerSvg() {}

    /**
     * The picture as text.
     *
     * @param title shown above the bar, any text
     */
    public static String draw(ByteLedger ledger, String title) {
        int height = LEGEND_TOP + LINE * ledger.entries().size() + MARGIN / 2;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
                font-family="system-ui, sans-serif" font-size="14" fill="#1f2328">
                <title>%3$s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%4$d" y="34" font-size="18" font-weight="600">%3$s</text>
                <text x="%5$d" y="34" font-size="16" text-anchor="end">%6$,d bytes</text>
                """, WIDTH, height, Markup.escape(title), MARGIN, WIDTH - MARGIN, ledger.fileBytes()));
        double left = MARGIN;
        int y = LEGEND_TOP;
        for (LedgerEntry entry : ledger.entries()) {
            double share = ledger.share(entry);
            double width = share * (WIDTH - 2 * MARGIN);
            String bits = entry.bitsPerSymbol().isPresent()
                    ? String.format(
                            Locale.ROOT, "%.4f bit/value", entry.bitsPerSymbol().getAsDouble())
                    : "";
            svg.append(String.format(
                    Locale.ROOT,
                    """
                    <g fill="%s"><rect x="%.2f" y="56" width="%.2f" height="56" stroke="#ffffff">\
                    <title>%s, %s: %,d bytes (%.2f %%)</title></rect>\
                    <rect x="%d" y="%d" width="14" height="14"/></g>
                    """,
                    COLOURS.get((y - LEGEND_TOP) / LINE % COLOURS.size()),
                    left,
                    Math.max(width, 0.5),
                    Markup.escape(entry.section()),
                    Markup.escape(entry.codec()),
                    entry.codedBytes(),
                    100 * share,
                    MARGIN,
                    y - 12));
            text(svg, 48, y, "start", Markup.escape(entry.section()));
            text(svg, 300, y, "start", Markup.escape(entry.codec()));
            text(svg, 700, y, "end", String.format(Locale.ROOT, "%,d", entry.codedBytes()));
            text(svg, 800, y, "end", String.format(Locale.ROOT, "%.2f %%", 100 * share));
            text(svg, WIDTH - MARGIN, y, "end", bits);
            left += width;
            y += LINE;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String content) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, content));
    }
}
