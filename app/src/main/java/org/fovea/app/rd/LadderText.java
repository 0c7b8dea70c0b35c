package org.fovea.app.rd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;

/** A climb for people and programs. */
public final class LadderText {
    private LadderText() {}

    /** The table: a line for each rung. */
    public static String table(List<LadderStep> steps) {
        Table table = Table.of("rlrrrrrrl")
                .row("", "rung", "bytes", "weights", "segmentation", "pose", "score", "weights outside", "")
                .rule();
        for (int i = 0; i < steps.size(); i++) {
            LadderStep step = steps.get(i);
            table.row(
                    Integer.toString(i + 1),
                    step.title(),
                    Text.count(step.bytes()),
                    Text.count(step.weightBytes()),
                    four(step.segmentationTerm()),
                    four(step.poseTerm()),
                    four(step.score()),
                    four(step.scoreWithWeightsOutside()),
                    step.kept() ? "kept" : "rejected");
        }
        return table.render("  ");
    }

    /** A rung in a line. */
    static String line(int number, LadderStep step) {
        return String.format(
                Locale.ROOT,
                "%d %s: %s bytes, score %.4f, %s, %s",
                number,
                step.title(),
                Text.count(step.bytes()),
                step.score(),
                step.kept() ? "kept" : "rejected",
                Text.seconds(step.seconds()));
    }

    /** Best score over that of the first rung. */
    public static double ratio(List<LadderStep> steps) {
        return best(steps).score() / steps.getFirst().score();
    }

    /** The last rung that was kept, which has the best score. */
    public static LadderStep best(List<LadderStep> steps) {
        return steps.stream().filter(LadderStep::kept).toList().getLast();
    }

    /** A line for each rung, with full precision. */
    public static String csv(List<LadderStep> steps) {
        StringBuilder out =
                new StringBuilder("rung,title,bytes,weight_bytes,segmentation_term,pose_term,score_rule_faithful,"
                        + "score_current_workflow_weights_outside_derived,verdict,archive,seconds\n");
        for (LadderStep step : steps) {
            out.append(String.format(
                    Locale.ROOT,
                    "%s,\"%s\",%d,%d,%s,%s,%s,%s,%s,%s,%.1f\n",
                    step.name(),
                    step.title(),
                    step.bytes(),
                    step.weightBytes(),
                    step.segmentationTerm(),
                    step.poseTerm(),
                    step.score(),
                    step.scoreWithWeightsOutside(),
                    step.kept() ? "kept" : "rejected",
                    step.archive(),
                    step.seconds()));
        }
        return out.toString();
    }

    /** Everything as JSON. */
    public static List<Map<String, Object>> document(List<LadderStep> steps) {
        return steps.stream().map(LadderText::document).toList();
    }

    private static Map<String, Object> document(LadderStep step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rung", step.name());
        map.put("title", step.title());
        map.put("bytes", step.bytes());
        map.put("weightBytes", step.weightBytes());
        map.put("segmentationTerm", step.segmentationTerm());
        map.put("poseTerm", step.poseTerm());
        map.put("score", step.score());
        map.put("scoreWithWeightsOutside", step.scoreWithWeightsOutside());
        map.put("kept", step.kept());
        map.put("archive", step.archive());
        map.put("seconds", step.seconds());
        return map;
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
