package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Svg;

/**
 * The byte ledger of each turning point, one bar under the other.
 *
 * @param figure the bars
 * @param key what the shades mean, in the order of the bars
 */
public record BytesOverTime(Figure figure, List<String> key) {
    private static final int MOST = 40;
    private static final int SHADES = 7; // the rest is one part
    private static final String REST = "other sections";

    /** The figure; absent where nothing was ever promoted. */
    static Optional<BytesOverTime> of(Frame frame, List<TurningPoint> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<TurningPoint> shown = all.subList(Math.max(0, all.size() - MOST), all.size());
        List<Map<String, Long>> bars = shown.stream()
                .map(each -> parts(ByteLedger.of(frame.snapshot().details(each.run()))))
                .toList();
        List<String> key = key(bars);
        double most = bars.stream().mapToLong(BytesOverTime::sum).max().orElse(1);
        RowChart rows = new RowChart(shown.size(), new Axis(LinearScale.fromZero(most), "Bytes"));
        for (int i = 0; i < shown.size(); i++) {
            draw(frame, rows, i, shown.get(i), bars.get(i), key);
        }
        String title = "Bytes of each turning point";
        String caption = "From the first baseline to the current one; parts stand in the order of the key. "
                + (key.contains(ByteLedger.PAYLOAD)
                        ? "The broken frame is payload outside the archive, which only rule_faithful charges. "
                        : "")
                + (key.contains("archive")
                        ? "Where the ledger does not know the sections of an archive, it is one part. "
                        : "")
                + (all.size() > MOST ? "The last " + MOST + " of " + all.size() + " turning points." : "");
        return Optional.of(new BytesOverTime(
                new Figure(title, rows.plot().finish(title), caption.strip(), List.of(), Optional.empty()), key));
    }

    private static long sum(Map<String, Long> bar) {
        return bar.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> parts(ByteLedger ledger) {
        Map<String, Long> parts = new LinkedHashMap<>();
        ledger.parts().forEach(part -> parts.merge(part.name(), part.bytes(), Long::sum));
        return parts;
    }

    /** Names of all parts, those with most bytes first; payload outside at the end. */
    private static List<String> key(List<Map<String, Long>> bars) {
        Map<String, Long> sums = new LinkedHashMap<>();
        bars.forEach(bar -> bar.forEach((name, bytes) -> sums.merge(name, bytes, Long::sum)));
        List<String> inside = sums.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ByteLedger.PAYLOAD))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        List<String> key = new ArrayList<>(inside.subList(0, Math.min(SHADES, inside.size())));
        if (inside.size() > SHADES) {
            key.add(REST);
        }
        if (sums.containsKey(ByteLedger.PAYLOAD)) {
            key.add(ByteLedger.PAYLOAD);
        }
        return key;
    }

    private static void draw(
            Frame frame, RowChart rows, int row, TurningPoint point, Map<String, Long> bar, List<String> key) {
        var run = point.run();
        rows.write(row, point.number() + "  " + RunWords.name(run), Wording.bytes(run.bytes()) + " in the archive");
        Map<String, Long> left = new LinkedHashMap<>(bar);
        double from = 0;
        for (int i = 0; i < key.size(); i++) {
            long bytes = key.get(i).equals(REST)
                    ? left.entrySet().stream()
                            .filter(each -> !key.contains(each.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    : left.getOrDefault(key.get(i), 0L);
            if (bytes > 0) {
                Svg drawing = new Svg();
                Plot.rectangle(drawing, rows.bar(row, from, from + bytes), "part " + style(key, i));
                String words = run.numberLabel() + " " + key.get(i) + "\n" + Wording.bytes(bytes) + " bytes";
                rows.plot()
                        .mark(
                                new Mark(
                                        words,
                                        "",
                                        Optional.of(frame.to(frame.paths().run(run)))),
                                drawing);
                from += bytes;
            }
        }
    }

    private static String style(List<String> key, int number) {
        return key.get(number).equals(ByteLedger.PAYLOAD) ? "outside" : ByteLedgerBar.shade(number);
    }

    /** Class of a part of the key. */
    public String style(int number) {
        return style(key, number);
    }
}
