package org.fovea.app.rd;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;
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

    /**
     * A rung for programs.
     *
     * @param rung its name
     * @param title for people
     * @param size of its archive
     * @param terms what it loses and costs
     * @param kept whether later rungs build on it
     * @param archive file name within the folder
     * @param seconds that it took
     */
    public record Rung(
            String rung,
            String title,
            @JsonUnwrapped Size size,
            @JsonUnwrapped Terms terms,
            boolean kept,
            String archive,
            double seconds) {
        private static Rung of(Step step) {
            RdPoint point = step.point();
            return new Rung(
                    step.name(),
                    point.label(),
                    new Size(point.bytes(), step.weightBytes()),
                    new Terms(
                            point.segmentationTerm(), point.poseTerm(), point.score(), step.scoreWithWeightsOutside()),
                    step.kept(),
                    step.archive(),
                    point.seconds());
        }
    }

    /** Bytes of an archive, and of its weights. */
    public record Size(long bytes, long weightBytes) {}

    /** What the networks lose, and the score with and without the weights charged. */
    public record Terms(double segmentationTerm, double poseTerm, double score, double scoreWithWeightsOutside) {}

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

    /** Everything for programs. */
    public static List<Rung> document(List<Step> steps) {
        return steps.stream().map(Rung::of).toList();
    }
}
