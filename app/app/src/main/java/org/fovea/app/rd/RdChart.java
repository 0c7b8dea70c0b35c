package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.plot.SeriesChart;

/** A rate–distortion chart: bytes against score, both on log scales, drawn by the site's plots. */
public final class RdChart {
    private static final String AV1 = AnchorCodec.AV1.title();

    /** Colour, shape and dashes of each series. */
    private static final Map<String, Integer> LOOKS = Map.of(
            AV1,
            0,
            RdPoint.FOVEA,
            1,
            RdPoint.ROBUST,
            2,
            AnchorCodec.HEVC.title(),
            3,
            AnchorCodec.VVC.title(),
            4,
            AnchorCodec.H264.title(),
            5);

    private RdChart() {}

    /** The chart for a page that has the site's style sheet. */
    public static SeriesChart of(List<RdPoint> points, String scoreName) {
        return chart(points, scoreName, RdPoint::score, true);
    }

    private static SeriesChart chart(
            List<RdPoint> points, String axis, ToDoubleFunction<RdPoint> loss, boolean ofScores) {
        return new SeriesChart(
                "Bytes (log scale)",
                capital(axis) + " (lower is better, log scale)",
                RdText.series(points).stream()
                        .map(name -> series(name, RdText.of(points, name), loss, ofScores))
                        .toList(),
                ParetoFront.front(points, RdPoint::bytes, loss).stream()
                        .map(point -> point(point, loss))
                        .toList());
    }

    /**
     * The chart as a document of its own, light or dark as its reader likes it.
     *
     * @param what on which clip
     */
    public static String draw(List<RdPoint> points, String what, String scoreName) {
        String bests = RdText.series(points).stream()
                .map(series -> "best " + series + " " + RdText.line(RdText.best(points, series)))
                .collect(Collectors.joining("; "));
        return of(points, scoreName).document("Bytes against " + scoreName, what, bests);
    }

    /**
     * What a network loses.
     *
     * @param word its name in a table
     * @param axis in words
     * @param loss of a point, lower is better; 0 where it is not known
     */
    public record Term(String word, String axis, ToDoubleFunction<RdPoint> loss) {
        /**
         * Of each network that loses something, further ones in the objective's order, and of each task of which a
         * point has a figure: what that lacks of 1.
         */
        public static List<Term> of(List<RdPoint> points) {
            List<Term> terms = new ArrayList<>();
            terms.add(new Term(
                    "segmentation",
                    "share of wrong pixels",
                    point -> point.lost().segmentation()));
            terms.add(new Term(
                    "pose", "mean squared pose error", point -> point.lost().pose()));
            for (int i = 0; i < RdText.furtherNetworks(points); i++) {
                int number = i;
                String word = "further network " + (i + 1);
                terms.add(new Term(
                        word, "loss of " + word, point -> point.lost().further().get(number)));
            }
            // A role that the objective leaves out loses nothing anywhere.
            terms.removeIf(term -> points.stream().allMatch(point -> term.of(point) == 0));
            for (String task : RdText.tasks(points)) {
                terms.add(new Term(
                        task,
                        "1 − " + task,
                        point -> 1 - RdText.task(point, task).orElse(1.0)));
            }
            return terms;
        }

        double of(RdPoint point) {
            return loss.applyAsDouble(point);
        }
    }

    /**
     * Bytes against what one network loses: the bytes count once, unlike in a chart of the score.
     *
     * @param all points; those that lose nothing have no place on a log scale and are left out
     * @return absent where no point is left
     */
    public static Optional<SeriesChart> of(List<RdPoint> all, Term term) {
        List<RdPoint> points = all.stream().filter(point -> term.of(point) > 0).toList();
        return points.isEmpty() ? Optional.empty() : Optional.of(chart(points, term.axis, term::of, false));
    }

    public static Optional<String> draw(List<RdPoint> all, String what, Term term) {
        return of(all, term)
                .map(chart -> chart.document(
                        "Bytes against " + term.axis,
                        what,
                        capital(term.axis) + " over bytes, of each codec's points"));
    }

    /** One codec's points, those on its front joined, the best labelled. */
    private static SeriesChart.Series series(
            String name, List<RdPoint> own, ToDoubleFunction<RdPoint> loss, boolean ofScores) {
        List<RdPoint> front = ParetoFront.front(own, RdPoint::bytes, loss);
        RdPoint best = front.getLast();
        String encoder =
                AnchorCodec.of(name).map(codec -> " (" + codec.encoder() + ")").orElse("");
        String label = ofScores
                ? String.format(
                        Locale.ROOT, "%s %.3f,\n%,d bytes\n(%s)", name, best.score(), best.bytes(), best.label())
                : String.format(Locale.ROOT, "%s %.3g,\n%,d bytes", name, loss.applyAsDouble(best), best.bytes());
        return new SeriesChart.Series(
                ofScores ? name + encoder : name,
                Objects.requireNonNull(LOOKS.get(name), name),
                front.stream().map(point -> point(point, loss)).toList(),
                own.stream()
                        .filter(point -> !front.contains(point))
                        .map(point -> point(point, loss))
                        .toList(),
                new SeriesChart.Point(best.bytes(), loss.applyAsDouble(best), label));
    }

    private static SeriesChart.Point point(RdPoint point, ToDoubleFunction<RdPoint> loss) {
        return new SeriesChart.Point(point.bytes(), loss.applyAsDouble(point), RdText.line(point));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
