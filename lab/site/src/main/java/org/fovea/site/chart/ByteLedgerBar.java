package org.fovea.site.chart;

import java.util.Optional;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Svg;
import org.fovea.site.plot.Words;

/**
 * Bytes of a run's sections as one bar, with the table of the same; {@code bytes.jte} draws both.
 *
 * @param figure the bar
 * @param ledger the table
 */
public record ByteLedgerBar(Figure figure, ByteLedger ledger) {
    private static final double TOP = 4;
    private static final double THICK = 46;
    private static final double HEIGHT = 132;
    private static final double NARROW_HEIGHT = 168;
    private static final int SHADES = 8;

    /**
     * Of a run.
     *
     * @param row names it
     * @param run all of it
     */
    public static ByteLedgerBar of(RunRow row, Run run) {
        return of("Bytes of " + RunWords.name(row), ByteLedger.of(run));
    }

    /** Of any archive. */
    public static ByteLedgerBar of(String title, ByteLedger ledger) {
        return new ByteLedgerBar(new Figure(title, Plot.both(() -> draw(title, ledger)), caption(ledger)), ledger);
    }

    private static String draw(String title, ByteLedger ledger) {
        double height = Plot.isNarrow() ? NARROW_HEIGHT : HEIGHT;
        Svg svg = new Svg();
        Plot.begin(svg, height, title);
        Svg names = new Svg(); // above all leaders, so that none crosses a name
        Labels labels = new Labels(new Box(0, TOP + THICK + 6, Plot.width(), height - TOP - THICK - 8));
        double x = 0;
        for (int i = 0; i < ledger.parts().size(); i++) {
            ByteLedger.Part part = ledger.parts().get(i);
            Box box = new Box(x, TOP, Math.max(0.5, part.share() * Plot.width()), THICK);
            Svg drawing = new Svg();
            Plot.rectangle(drawing, box, "part " + shade(i));
            new Mark(words(part), "", Optional.empty()).draw(svg, drawing);
            name(svg, names, labels, part, box, height);
            x += part.share() * Plot.width();
        }
        svg.append(names);
        return Plot.end(svg);
    }

    /** Classes of the parts of a bar; their colours are in {@code site.css}. */
    public static String shade(int number) {
        return "p" + (1 + number % SHADES);
    }

    private static String words(ByteLedger.Part part) {
        return part.name() + "\n" + Wording.bytes(part.bytes()) + " bytes, " + Wording.percent(part.share()) + "\n"
                + Wording.points(part.points()) + " points of the score"
                + (part.charged() ? "" : ", charged under rule_faithful alone");
    }

    /** Below the bar, so that it reads on any shade; where there is no room the table tells. */
    private static void name(Svg leaders, Svg names, Labels labels, ByteLedger.Part part, Box box, double height) {
        double middle = box.x() + box.width() / 2;
        String text = Words.fit(part.name(), 160) + " " + Wording.bytes(part.bytes());
        double wide = Words.width(text);
        for (double y = TOP + THICK + 8; y + Words.LINE < height; y += Words.LINE + 2) {
            double left = Math.clamp(middle - wide / 2, 0, Plot.width() - wide);
            if (labels.take(new Box(left, y, wide + 10, Words.LINE))) {
                leaders.empty("path", "class", "leader", "d", Plot.path(middle, TOP + THICK, middle, y + 3));
                names.text("text", text, "class", "halo", "x", left, "y", y + Words.LINE - 2);
                return;
            }
        }
    }

    private static String caption(ByteLedger ledger) {
        String outside = ledger.payload().isEmpty()
                ? " Whether inflating needs anything outside the archive is not known."
                : ledger.payload().get() == 0
                        ? " Inflating needs nothing outside the archive."
                        : " What inflating needs outside the archive stands last; only the accounting rule_faithful "
                                + "charges it.";
        return "Each part of the bar is a section of the archive, the largest first." + outside;
    }
}
