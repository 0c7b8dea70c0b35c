package org.fovea.app.rd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.score.ScoreFormula;

/** Points for people and programs. */
public final class SweepText {
    private SweepText() {}

    /** A table, the best first. */
    public static String table(List<StreamPoint> points) {
        Table table = Table.of("rrrrrl")
                .row("bytes", "segmentation", "pose", "rate", "score", "settings")
                .rule();
        for (StreamPoint point : points) {
            table.row(
                    Text.count(point.bytes()),
                    four(ScoreFormula.COMMA.segmentation().points(point.segmentation())),
                    four(ScoreFormula.COMMA.pose().points(point.pose())),
                    four(point.rate()),
                    four(point.score()),
                    point.settings() + ", " + point.width() + "×" + point.height());
        }
        return table.render("  ");
    }

    /** A line for each point, with full precision. */
    public static String csv(List<StreamPoint> points) {
        StringBuilder out = new StringBuilder(
                "settings,first_pair,pairs,width,height,bytes,segmentation,pose,rate_term,score,seconds\n");
        for (StreamPoint point : points) {
            out.append(String.format(
                    Locale.ROOT,
                    "\"%s\",%d,%d,%d,%d,%d,%s,%s,%s,%s,%.1f%n",
                    point.settings(),
                    point.firstPair(),
                    point.pairs(),
                    point.width(),
                    point.height(),
                    point.bytes(),
                    point.segmentation(),
                    point.pose(),
                    point.rate(),
                    point.score(),
                    point.seconds()));
        }
        return out.toString();
    }

    /** A point as JSON. */
    public static Map<String, Object> document(StreamPoint point) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("settings", point.settings());
        map.put("firstPair", point.firstPair());
        map.put("pairs", point.pairs());
        map.put("width", point.width());
        map.put("height", point.height());
        map.put("bytes", point.bytes());
        map.put("segmentation", point.segmentation());
        map.put("pose", point.pose());
        map.put("rateTerm", point.rate());
        map.put("score", point.score());
        map.put("seconds", point.seconds());
        return map;
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
