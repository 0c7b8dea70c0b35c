package org.fovea.app.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.site.watch.WatchPage.Curve;
import org.fovea.site.watch.WatchPage.Point;

/** The figures of a run's {@code metrics.csv}. Later rows replace earlier ones of the same step; what cannot be read, as a last line that is being written, is left out. */
final class Metrics {
    private static final int COLUMNS = 5;

    /** Figures by name, stage and step, in the order in which stages went to work. */
    private final Map<String, Map<String, TreeMap<Long, Double>>> byName = new LinkedHashMap<>();

    /** The last step of each stage. */
    private final Map<String, Long> lastSteps = new LinkedHashMap<>();

    private Metrics() {}

    static Metrics read(Path directory) throws IOException {
        Metrics metrics = new Metrics();
        try {
            String all = Files.readString(directory.resolve("metrics.csv"), StandardCharsets.UTF_8);
            all.substring(0, all.lastIndexOf('\n') + 1).lines().skip(1).forEach(metrics::add);
        } catch (NoSuchFileException e) {
            // nothing was measured yet
        }
        return metrics;
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
    List<Curve> curves(String name) {
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
