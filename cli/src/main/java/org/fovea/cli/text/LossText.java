package org.fovea.cli.text;

import java.util.List;
import java.util.Locale;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.ScoreObjective;

/** What was lost of each class and in each output of the pose network. */
public final class LossText {
    /** Classes that are listed; the smallest shares are left to the JSON document. */
    private static final int SHOWN_CLASSES = 20;

    private LossText() {}

    /** Tables of classes and outputs, and a warning for each class of which less than half is still seen. */
    public static String of(PairTable table, ScoreObjective objective) {
        StringBuilder out = new StringBuilder();
        if (!table.classes().isEmpty()) {
            out.append('\n').append(classes(table.classes()));
        }
        if (objective.pose().isPresent()) {
            out.append('\n').append(outputs(table, objective.poseSteps()));
        }
        for (ClassCount lost : table.lostClasses()) {
            out.append(String.format(
                    Locale.ROOT,
                    "  warning: of class %s only %s is still seen%n",
                    lost.name(),
                    Text.percent(lost.recall())));
        }
        return out.toString();
    }

    private static String classes(List<ClassCount> classes) {
        Table rows = Table.of("lrrr");
        rows.row("class", "share", "IoU", "recall").rule();
        classes.stream()
                .sorted((a, b) -> Long.compare(b.original(), a.original()))
                .limit(SHOWN_CLASSES)
                .forEach(one -> rows.row(
                        one.name(), Text.percent(one.share()), Text.percent(one.iou()), Text.percent(one.recall())));
        int more = classes.size() - SHOWN_CLASSES;
        return rows.render("  ") + (more > 0 ? "  and " + more + " more in the JSON document\n" : "");
    }

    private static String outputs(PairTable table, int steps) {
        double[] errors = table.poseErrors();
        int each = table.countedOutputs() / steps;
        StringBuilder lines = new StringBuilder();
        for (int step = 0; step < steps; step++) {
            lines.append(
                    step == 0
                            ? "  pose outputs, root of the mean squared error, in their own units:"
                            : "  the same between pairs:");
            for (int i = 0; i < each; i++) {
                lines.append(i == 0 ? " " : ", ").append(String.format(Locale.ROOT, "%.3g", errors[step * each + i]));
            }
            lines.append('\n');
        }
        return lines.toString();
    }
}
