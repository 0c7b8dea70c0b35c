package org.fovea.app.rd;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fovea.app.text.Text;
import org.fovea.site.model.ParetoFront;

/** A comparison for people, for spreadsheets and for programs. */
public final class RdText {
    private RdText() {}

    /** All points in a table, from the fewest bytes on within a series; those on the front of all points are marked. */
    public static String table(List<RdPoint> points, String scoreName) {
        Set<RdPoint> front = Set.copyOf(front(points));
        Columns<RdPoint> columns = new Columns<RdPoint>()
                .add("codec", RdPoint::series)
                .add("settings", RdPoint::label)
                .add("bytes", point -> Text.count(point.bytes()))
                .add("segmentation", point -> Columns.rounded(point.terms().segmentation(), 3))
                .add("pose", point -> Columns.rounded(point.terms().pose(), 3));
        boolean further = looksFurther(points);
        if (further) {
            columns.add("further", point -> Columns.rounded(point.terms().ofFurther(), 3));
        }
        columns.add("rate", point -> Columns.rounded(point.terms().rate(), 3))
                .add(scoreName, point -> Columns.rounded(point.score(), 3));
        List<String> tasks = tasks(points);
        tasks.forEach(task ->
                columns.add(task, point -> task(point, task).map(Text::percent).orElse("")));
        columns.add("", point -> front.contains(point) ? "*" : "");
        List<List<RdPoint>> groups =
                series(points).stream().map(series -> of(points, series)).toList();
        return columns.table("llrrrrr" + (further ? "r" : "") + "r".repeat(tasks.size()) + "l", groups)
                + "  * no other point is both smaller and better\n";
    }

    public static String bests(List<RdPoint> points) {
        StringBuilder out = new StringBuilder();
        for (String series : series(points)) {
            RdPoint best = best(points, series);
            if (best.rival()) {
                out.append(String.format(
                        Locale.ROOT,
                        "  best %s of %d points: %s%n",
                        series,
                        of(points, series).size(),
                        line(best)));
            }
        }
        return out.toString();
    }

    /**
     * Bjøntegaard's mean change of the bytes of Fovea's archives against each anchor codec, for each term; why there is
     * none where there is none.
     */
    public static String rates(List<RdPoint> points) {
        StringBuilder out = new StringBuilder();
        for (RdDocument.BdChange each : RdDocument.BdChange.all(points)) {
            String rate = each.percent()
                    .map(percent -> String.format(
                            Locale.ROOT,
                            "%+.1f %% bytes for the same loss, over %.0f %% of what either reaches",
                            percent,
                            100 * each.overlap().orElseThrow()))
                    .orElseGet(() -> "none: " + each.reason().orElseThrow());
            out.append(String.format(
                    Locale.ROOT,
                    "  BD-rate of %s against %s, %s: %s%n",
                    each.test(),
                    each.reference(),
                    each.term(),
                    rate));
        }
        return out.toString();
    }

    public static String line(RdPoint point) {
        return String.format(
                Locale.ROOT,
                "%s: %,d bytes, score %.3f = segmentation %.3f + pose %.3f%s + rate %.3f",
                point.label(),
                point.bytes(),
                point.score(),
                point.terms().segmentation(),
                point.terms().pose(),
                looksFurther(List.of(point))
                        ? String.format(
                                Locale.ROOT, " + further %.3f", point.terms().ofFurther())
                        : "",
                point.terms().rate());
    }

    private static boolean looksFurther(List<RdPoint> points) {
        return furtherNetworks(points) > 0;
    }

    static int furtherNetworks(List<RdPoint> points) {
        return points.stream()
                .mapToInt(point -> point.lost().further().size())
                .max()
                .orElse(0);
    }

    /** All points, a line each; rates are those of the original's pixels and time. */
    public static String csv(List<RdPoint> points, StreamRate rate) {
        Set<RdPoint> front = Set.copyOf(front(points));
        Set<RdPoint> seriesFronts = new HashSet<>();
        series(points).forEach(series -> seriesFronts.addAll(front(of(points, series))));
        Columns<RdPoint> columns = new Columns<RdPoint>()
                .add("series", point -> Text.csv(point.series()))
                .add("label", point -> Text.csv(point.label()))
                .add("preset", point -> point.coding().preset())
                .add("crf", point -> point.rival() ? point.coding().crf() : "")
                .add("scale", point -> point.rival() ? point.coding().scale() : "")
                .add("width", point -> point.coding().width())
                .add("height", point -> point.coding().height())
                .add("filter", point -> point.coding().filter())
                .add("encoder", point -> Text.csv(point.coding().encoder()))
                .add("bytes", RdPoint::bytes)
                .add("kbps", point -> Columns.rounded(rate.kilobits(point.bytes()), 3))
                .add("bpp", point -> Columns.rounded(rate.bitsPerPixel(point.bytes()), 8))
                .add("segmentation", point -> point.lost().segmentation())
                .add("pose", point -> point.lost().pose())
                .add("segmentation_term", point -> point.terms().segmentation())
                .add("pose_term", point -> point.terms().pose());
        if (looksFurther(points)) {
            columns.add("further_term", point -> point.terms().ofFurther());
        }
        for (int i = 0; i < furtherNetworks(points); i++) {
            int number = i;
            columns.add("further_" + (i + 1), point -> point.lost().further().get(number));
        }
        columns
                // What the others leave of the score, so that a line adds up to the last digit, as in every file so
                // far.
                .add(
                        "rate_term",
                        point -> point.score()
                                - point.terms().segmentation()
                                - point.terms().pose()
                                - point.terms().ofFurther())
                .add("score", RdPoint::score);
        for (String task : tasks(points)) {
            columns.add(
                    task.replaceAll("[^\\p{L}\\p{N}]+", "_"),
                    point -> task(point, task).map(Object::toString).orElse(""));
        }
        columns.add("series_front", seriesFronts::contains)
                .add("front", front::contains)
                .add("seconds", point -> Columns.rounded(point.seconds(), 1));
        return columns.csv(series(points).stream()
                .flatMap(series -> of(points, series).stream())
                .toList());
    }

    static List<String> tasks(List<RdPoint> points) {
        return points.stream()
                .flatMap(point -> point.tasks().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    static Optional<Double> task(RdPoint point, String task) {
        return Optional.ofNullable(point.tasks().get(task));
    }

    public static RdDocument document(RdTask task, List<RdPoint> points, List<String> absent) {
        return RdDocument.of(task, points, absent);
    }

    /** Names of the series, Fovea first. */
    public static List<String> series(List<RdPoint> points) {
        Set<String> names = new LinkedHashSet<>();
        points.stream().filter(RdPoint::fovea).findFirst().ifPresent(point -> names.add(point.series()));
        points.forEach(point -> names.add(point.series()));
        return List.copyOf(names);
    }

    /** Points of a series, from the fewest bytes on. */
    public static List<RdPoint> of(List<RdPoint> points, String series) {
        return points.stream()
                .filter(point -> point.series().equals(series))
                .sorted(Comparator.comparingLong(RdPoint::bytes).thenComparingDouble(RdPoint::score))
                .toList();
    }

    /** The points that no other beats in bytes and score at once, from the fewest bytes on. */
    static List<RdPoint> front(List<RdPoint> points) {
        return ParetoFront.front(points, RdPoint::bytes, RdPoint::score);
    }

    public static RdPoint best(List<RdPoint> points, String series) {
        return of(points, series).stream()
                .min(Comparator.comparingDouble(RdPoint::score))
                .orElseThrow();
    }
}
