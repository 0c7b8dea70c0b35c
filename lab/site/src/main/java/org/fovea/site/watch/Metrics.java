package org.fovea.site.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.site.watch.WatchPage.Curve;
import org.fovea.site.watch.WatchPage.Point;
import org.fovea.site.watch.WatchPage.Term;

/**
 * The figures of a run's {@code metrics.csv}. Later rows replace earlier ones of the same step; what cannot be read, as
 * a last line that is being written, is left out.
 */
public final class Metrics {
    private static final int COLUMNS = 5;

    /** Figures by name, stage and step, in the order in which stages went to work. */
    private final Map<String, Map<String, TreeMap<Long, Double>>> byName = new LinkedHashMap<>();

    /** The last step of each stage. */
    private final Map<String, Long> lastSteps = new LinkedHashMap<>();

    private Metrics() {}

    /**
     * Those of a file's text.
     *
     * @param csv columns time, stage, step, name, value below a line that names them; empty for no figures
     */
    public static Metrics of(String csv) {
        Metrics metrics = new Metrics();
        csv.substring(0, csv.lastIndexOf('\n') + 1).lines().skip(1).forEach(metrics::add);
        return metrics;
    }

    /** What fell while it learnt: the terms of the score, and the loss. */
    public List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        addTo(terms, "segmentation", "Segmentation", "What wrong pixels cost, in points of the score.", "points");
        addTo(terms, "pose", "Pose", "What wrong poses cost, in points of the score.", "points");
        addTo(terms, "further", "Further networks", "What further networks lose, in points of the score.", "points");
        addTo(
                terms,
                "loss",
                "Loss",
                "What the training makes small; each stage has its own, and the first steps of train that of the "
                        + "pixels alone.",
                "loss");
        return terms;
    }

    private void addTo(List<Term> terms, String name, String title, String caption, String unit) {
        List<Curve> curves = curves(name);
        if (!curves.isEmpty()) {
            terms.add(new Term(title, unit, caption, curves));
        }
    }

    private void add(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            return;
        }
        try {
            long step = Long.parseLong(cells[2]);
            double value = Double.parseDouble(cells[4]);
            if (Double.isFinite(value) && step >= 0) {
                byName.computeIfAbsent(cells[3], name -> new LinkedHashMap<>())
                        .computeIfAbsent(cells[1], stage -> new TreeMap<>())
                        .put(step, value);
                if (cells[3].equals("learningRate")) { // what trains
                    lastSteps.merge(cells[1], step, Math::max);
                }
            }
        } catch (NumberFormatException e) {
            // half a line of a process that was killed
        }
    }

    /** The curve of a figure in each stage that trains, steps counted on from stage to stage. */
    private List<Curve> curves(String name) {
        List<Curve> curves = new ArrayList<>();
        long before = 0;
        for (Map.Entry<String, Long> stage : lastSteps.entrySet()) {
            long from = before;
            TreeMap<Long, Double> values =
                    byName.getOrDefault(name, Map.of()).getOrDefault(stage.getKey(), new TreeMap<>());
            List<Point> points = values.entrySet().stream()
                    .map(each -> new Point(from + each.getKey(), each.getValue()))
                    .toList();
            if (!points.isEmpty() && points.stream().anyMatch(point -> point.value() != 0)) {
                curves.add(new Curve(stage.getKey(), points));
            }
            before += stage.getValue();
        }
        return curves;
    }
}
