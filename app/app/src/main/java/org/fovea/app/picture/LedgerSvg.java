package org.fovea.app.picture;

import java.util.List;
import java.util.Locale;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.site.plot.Markup;

/** Draws a byte ledger as one stacked bar with a legend: a self-contained SVG that reads in black and white as well. */
public final class LedgerSvg {
    private static final int WIDTH = 960;
    private static final int MARGIN = 24;
    private static final int BAR_TOP = 56;
    private static final int BAR_HEIGHT = 56;
    private static final int LEGEND_TOP = 144;
    private static final int LINE = 22;
    private static final List<String> COLOURS =
            List.of("#1b4965", "#ca6702", "#5fa8d3", "#9b2226", "#94a187", "#6d597a", "#e9c46a", "#4a4e69");

    private LedgerSvg() {}

    /**
     * The picture as text.
     *
     * @param title shown above the bar, any text
     */
    public static String draw(ByteLedger ledger, String title) {
        int height = LEGEND_TOP + LINE * ledger.entries().size() + MARGIN / 2;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "role=\"img\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#1f2328\">\n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append("<title>").append(Markup.escape(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.append(text(MARGIN, 34, "start", Markup.escape(title), " font-size=\"18\" font-weight=\"600\""));
        svg.append(text(
                WIDTH - MARGIN,
                34,
                "end",
                String.format(Locale.ROOT, "%,d bytes", ledger.fileBytes()),
                " font-size=\"16\""));
        bar(svg, ledger);
        legend(svg, ledger);
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, ByteLedger ledger) {
        double left = MARGIN;
        int index = 0;
        for (LedgerEntry entry : ledger.entries()) {
            double width = ledger.share(entry) * (WIDTH - 2 * MARGIN);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"#ffffff\" "
                            + "stroke-width=\"1\">"
                            + "<title>%s: %,d bytes (%.2f %%)</title></rect>\n",
                    left,
                    BAR_TOP,
                    Math.max(width, 0.5),
                    BAR_HEIGHT,
                    colour(index),
                    Markup.escape(entry.section() + ", " + entry.codec()),
                    entry.codedBytes(),
                    100 * ledger.share(entry)));
            if (width > 60) {
                svg.append(text(
                        left + width / 2,
                        BAR_TOP + BAR_HEIGHT / 2 + 5,
                        "middle",
                        Integer.toString(index + 1),
                        " fill=\"#ffffff\" font-weight=\"600\" stroke=\"#1f2328\" stroke-width=\"3\" "
                                + "paint-order=\"stroke\""));
            }
            left += width;
            index++;
        }
    }

    private static void legend(StringBuilder svg, ByteLedger ledger) {
        int index = 0;
        for (LedgerEntry entry : ledger.entries()) {
            int y = LEGEND_TOP + LINE * index;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>\n",
                    MARGIN,
                    y - 12,
                    colour(index)));
            svg.append(text(MARGIN + 24, y, "start", (index + 1) + "  " + Markup.escape(entry.section()), ""));
            svg.append(text(300, y, "start", Markup.escape(entry.codec()), " fill=\"#57606a\""));
            svg.append(text(700, y, "end", String.format(Locale.ROOT, "%,d", entry.codedBytes()), ""));
            svg.append(text(800, y, "end", String.format(Locale.ROOT, "%.2f %%", 100 * ledger.share(entry)), ""));
            if (entry.bitsPerSymbol().isPresent()) {
                String bits = String.format(
                        Locale.ROOT, "%.4f bit/value", entry.bitsPerSymbol().getAsDouble());
                svg.append(text(WIDTH - MARGIN, y, "end", bits, " fill=\"#57606a\""));
            }
            index++;
        }
    }

    private static String text(double x, int y, String anchor, String content, String style) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n",
                x,
                y,
                anchor,
                style,
                content);
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }
}
