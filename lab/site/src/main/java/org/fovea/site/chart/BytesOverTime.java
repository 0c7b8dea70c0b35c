package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Scale;

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
        String title = "Bytes of each turning point";
        String caption = "From the first baseline to the current one; parts stand in the order of the key. "
                + (key.contains(ByteLedger.PAYLOAD)
                        ? "The broken frame is payload outside the archive, which only rule_faithful charges. "
                        : "")
                + (key.contains("archive")
                        ? "Where the ledger does not know the sections of an archive, it is one part. "
                        : "")
                + (all.size() > MOST ? "The last " + MOST + " of " + all.size() + " turning points." : "");
        List<RowChart.Row> rows = IntStream.range(0, shown.size())
                .mapToObj(i -> row(frame, shown.get(i), bars.get(i), key))
                .toList();
        Plot.Axis axis = new Plot.Axis(Scale.Linear.fromZero(most), "Bytes");
        return Optional.of(
                new BytesOverTime(new Figure(title, new RowChart(axis, false, rows).svg(title), caption.strip()), key));
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

    private static RowChart.Row row(Frame frame, TurningPoint point, Map<String, Long> bar, List<String> key) {
        RunRow run = point.run();
        List<RowChart.Part> parts = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < key.size(); i++) {
            long bytes = key.get(i).equals(REST)
                    ? bar.entrySet().stream()
                            .filter(each -> !key.contains(each.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    : bar.getOrDefault(key.get(i), 0L);
            if (bytes > 0) {
                String words = run.numberLabel() + " " + key.get(i) + "\n" + Wording.bytes(bytes) + " bytes";
                Optional<Mark> mark = Optional.of(RunMarks.of(frame, run, words));
                parts.add(new RowChart.Part.Bar(from, from + bytes, "part " + style(key, i), mark));
                from += bytes;
            }
        }
        return new RowChart.Row(
                point.number() + "  " + RunWords.name(run),
                Wording.bytes(run.bytes()) + " in the archive",
                Optional.empty(),
                parts);
    }

    private static String style(List<String> key, int number) {
        return key.get(number).equals(ByteLedger.PAYLOAD) ? "outside" : ByteLedgerBar.shade(number);
    }

    /** Class of a part of the key. */
    public String style(int number) {
        return style(key, number);
    }
}
