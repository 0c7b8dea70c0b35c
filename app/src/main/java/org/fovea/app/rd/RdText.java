package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;

/** A comparison for people, for spreadsheets and for programs. */
public final class RdText {
    private RdText() {}

    /**
     * All points in a table, from the fewest bytes on within a series; those on the front of all points are marked.
     *
     * @param scoreName name of the score, for example {@code bundled score}
     */
    public static String table(List<RdPoint> points, String scoreName) {
        Set<RdPoint> front = Set.copyOf(ParetoFront.of(points));
        Table table = Table.of("llrrrrrl");
        table.row("codec", "settings", "bytes", "segmentation", "pose", "rate", scoreName, "");
        for (String series : series(points)) {
            table.rule();
            for (RdPoint point : of(points, series)) {
                table.row(
                        series,
                        point.label(),
                        Text.count(point.bytes()),
                        decimal(point.segmentationTerm()),
                        decimal(point.poseTerm()),
                        decimal(point.rateTerm()),
                        decimal(point.score()),
                        point.isExploit() ? RdPoint.EXPLOIT : front.contains(point) ? "*" : "");
            }
        }
        return table.render("  ") + "  * no other point is smaller and scores better\n"
                + (points.stream().anyMatch(RdPoint::isExploit)
                        ? "  exploit: needs files that are not charged here; recorded, never best, on no front\n"
                        : "");
    }

    /** The two targets against each rival, or what is missing for them. */
    public static String targets(List<RdPoint> points) {
        StringBuilder out = new StringBuilder();
        for (String series : series(points)) {
            if (!best(points, series).isRival()) {
                continue;
            }
            RdPoint best = best(points, series);
            out.append("  best ")
                    .append(series)
                    .append(" of ")
                    .append(of(points, series).size());
            out.append(" points: ").append(line(best)).append('\n');
            RdTargets.of(points, series)
                    .ifPresentOrElse(
                            found -> out.append(against(found)),
                            () -> out.append("    no archive of Fovea's to compare with; add --archive FILE\n"));
        }
        return out.toString();
    }

    private static String against(RdTargets found) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "    score  Fovea %.3f / %.3f = %.3f, target at most 0.333: %s\n",
                found.best().score(),
                found.rival().score(),
                found.scoreRatio(),
                found.scoreHolds()
                        ? "reached"
                        : String.format(
                                Locale.ROOT,
                                "missed by %.3f points",
                                found.best().score() - found.rival().score() * RdTargets.SCORE_RATIO)));
        if (found.equal().isEmpty()) {
            return out.append("    bytes  no archive scores as well as that: missed\n")
                    .toString();
        }
        RdPoint equal = found.equal().get();
        out.append(String.format(
                Locale.ROOT,
                "    bytes  smallest archive that scores as well: %s with %,d (score %.3f) / %,d = %.3f, target at most"
                        + " 0.250: %s\n",
                equal.label(),
                equal.bytes(),
                equal.score(),
                found.rival().bytes(),
                found.bytesRatio(),
                found.bytesHold()
                        ? "reached"
                        : String.format(Locale.ROOT, "missed by %,d bytes", (long)
                                Math.ceil(equal.bytes() - found.rival().bytes() * RdTargets.BYTES_RATIO))));
        return out.toString();
    }

    /** A point in a line. */
    public static String line(RdPoint point) {
        return String.format(
                Locale.ROOT,
                "%s: %,d bytes, score %.3f = segmentation %.3f + pose %.3f + rate %.3f",
                point.label(),
                point.bytes(),
                point.score(),
                point.segmentationTerm(),
                point.poseTerm(),
                point.rateTerm());
    }

    /** All points, a line each. */
    public static String csv(List<RdPoint> points) {
        Set<RdPoint> front = Set.copyOf(ParetoFront.of(points));
        StringBuilder out =
                new StringBuilder("series,label,preset,crf,scale,width,height,filter,encoder,bytes,segmentation,"
                        + "pose,segmentation_term,pose_term,rate_term,score,series_front,front,seconds\n");
        for (String series : series(points)) {
            Set<RdPoint> own = Set.copyOf(ParetoFront.of(of(points, series)));
            for (RdPoint point : of(points, series)) {
                List<Object> cells = new ArrayList<>(List.of(series, quoted(point.label()), quoted(point.preset())));
                cells.addAll(point.isRival() ? List.of(point.crf(), point.scale()) : List.of("", ""));
                cells.addAll(List.of(point.width(), point.height(), point.filter(), quoted(point.encoder())));
                cells.addAll(List.of(point.bytes(), point.segmentation(), point.pose()));
                cells.addAll(List.of(point.segmentationTerm(), point.poseTerm(), point.rateTerm(), point.score()));
                cells.addAll(List.of(own.contains(point), front.contains(point)));
                cells.add(String.format(Locale.ROOT, "%.1f", point.seconds()));
                out.append(String.join(",", cells.stream().map(Object::toString).toList()));
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Everything as maps and lists. */
    public static Map<String, Object> document(RdTask task, List<RdPoint> points, List<String> absent) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("clip", task.clip().path().toString());
        all.put("clipSha256", task.clipHash());
        all.put("pairs", task.pairs());
        all.put("clipPairs", task.clip().frameCount() / 2);
        all.put("originalBytes", task.originalBytes());
        all.put("evaluators", task.networks().identity().name());
        all.put("evaluatorsSha256", task.networks().identity().hash());
        all.put("absent", absent);
        Map<String, Object> targets = new LinkedHashMap<>();
        for (String series : series(points)) {
            RdTargets.of(points, series)
                    .filter(found -> found.rival().isRival())
                    .ifPresent(found -> targets.put(series, document(found)));
        }
        all.put("targets", targets);
        all.put("points", points);
        return all;
    }

    private static Map<String, Object> document(RdTargets found) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scoreRatio", found.scoreRatio());
        map.put("scoreTarget", RdTargets.SCORE_RATIO);
        map.put("scoreHolds", found.scoreHolds());
        map.put("bytesRatio", found.equal().isPresent() ? found.bytesRatio() : null);
        map.put("bytesTarget", RdTargets.BYTES_RATIO);
        map.put("bytesHold", found.bytesHold());
        map.put("rivalBest", found.rival().label());
        map.put("foveaBest", found.best().label());
        map.put("foveaAtRivalBest", found.equal().map(RdPoint::label).orElse(null));
        return map;
    }

    /** Names of the series, Fovea first. */
    public static List<String> series(List<RdPoint> points) {
        Set<String> names = new LinkedHashSet<>();
        points.stream().filter(RdPoint::isFovea).findFirst().ifPresent(point -> names.add(point.series()));
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

    /** The point of a series with the best score. */
    public static RdPoint best(List<RdPoint> points, String series) {
        return of(points, series).stream()
                .min(Comparator.comparingDouble(RdPoint::score))
                .orElseThrow();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
