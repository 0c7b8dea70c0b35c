package org.fovea.app.rd;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fovea.app.rd.Ladder.Step;
import org.fovea.app.text.Text;

/** A climb for people and programs. */
public final class LadderText {
    private static final Columns<Step> CSV = new Columns<Step>()
            .add("rung", Step::name)
            .add("title", step -> Columns.quoted(step.point().label()))
            .add("bytes", step -> step.point().bytes())
            .add("weight_bytes", Step::weightBytes)
            .add("segmentation_term", step -> step.point().segmentationTerm())
            .add("pose_term", step -> step.point().poseTerm())
            .add("score_rule_faithful", step -> step.point().score())
            .add("score_current_workflow_weights_outside_derived", Step::scoreWithWeightsOutside)
            .add("verdict", LadderText::verdict)
            .add("archive", Step::archive)
            .add("seconds", step -> Columns.rounded(step.point().seconds(), 1));

    private static final Columns<Step> DOCUMENT = new Columns<Step>()
            .add("rung", Step::name)
            .add("title", step -> step.point().label())
            .add("bytes", step -> step.point().bytes())
            .add("weightBytes", Step::weightBytes)
            .add("segmentationTerm", step -> step.point().segmentationTerm())
            .add("poseTerm", step -> step.point().poseTerm())
            .add("score", step -> step.point().score())
            .add("scoreWithWeightsOutside", Step::scoreWithWeightsOutside)
            .add("kept", Step::kept)
            .add("archive", Step::archive)
            .add("seconds", step -> step.point().seconds());

    private LadderText() {}

    private static String verdict(Step step) {
        return step.kept() ? "kept" : "rejected";
    }

    /** The table: a line for each rung. */
    public static String table(List<Step> steps) {
        int[] number = {0};
        Columns<Step> columns = new Columns<Step>()
                .add("", step -> ++number[0])
                .add("rung", step -> step.point().label())
                .add("bytes", step -> Text.count(step.point().bytes()))
                .add("weights", step -> Text.count(step.weightBytes()))
                .add("segmentation", step -> Columns.rounded(step.point().segmentationTerm(), 4))
                .add("pose", step -> Columns.rounded(step.point().poseTerm(), 4))
                .add("score", step -> Columns.rounded(step.point().score(), 4))
                .add("weights outside", step -> Columns.rounded(step.scoreWithWeightsOutside(), 4))
                .add("", LadderText::verdict);
        return columns.table("rlrrrrrrl", List.of(steps));
    }

    /** A rung in a line. */
    static String line(int number, Step step) {
        return String.format(
                Locale.ROOT,
                "%d %s: %s bytes, score %.4f, %s, %s",
                number,
                step.point().label(),
                Text.count(step.point().bytes()),
                step.point().score(),
                verdict(step),
                Text.seconds(step.point().seconds()));
    }

    /** Best score over that of the first rung. */
    public static double ratio(List<Step> steps) {
        return best(steps).point().score() / steps.getFirst().point().score();
    }

    /** The last rung that was kept, which has the best score. */
    public static Step best(List<Step> steps) {
        return steps.stream().filter(Step::kept).toList().getLast();
    }

    /** A line for each rung, with full precision. */
    public static String csv(List<Step> steps) {
        return CSV.csv(steps);
    }

    /** Everything as JSON. */
    public static List<Map<String, Object>> document(List<Step> steps) {
        return steps.stream().map(DOCUMENT::object).toList();
    }
}
