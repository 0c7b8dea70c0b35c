package org.fovea.cli.text;

import java.util.Locale;
import java.util.Optional;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.detection.AveragePrecision.Precision;
import org.fovea.evaluate.score.Tasks;

/** How right networks are on the original and on the candidate, side by side. */
final class TaskText {
    /** Classes that are listed; the others are left to the JSON document. */
    private static final int SHOWN_CLASSES = 20;

    private TaskText() {}

    static String of(Tasks tasks) {
        Table table = Table.of("lrrr");
        table.row("not in the score", "original", "candidate", "difference").rule();
        tasks.classes().ifPresent(classes -> classes(table, classes));
        for (Tasks.Boxes boxes : tasks.boxes()) {
            String truth = boxes.network() + " against "
                    + boxes.labels().orElse("the original's boxes")
                    + ", " + Text.count(boxes.frames(), "frame") + ", " + Text.count(boxes.objects(), "object");
            table.row(truth, "", "", "");
            row(
                    table,
                    "  AP at IoU 0.5",
                    boxes.original().flatMap(Precision::ap50),
                    boxes.candidate().ap50());
            row(
                    table,
                    "  AP, mean of IoU 0.5 to 0.95",
                    boxes.original().flatMap(Precision::ap),
                    boxes.candidate().ap());
        }
        return table.render("  ");
    }

    private static void classes(Table table, Tasks.Classes classes) {
        table.row("classes against " + classes.labels() + ", " + Text.count(classes.frames(), "frame"), "", "", "");
        row(table, "  mean IoU", Optional.of(classes.original()), Optional.of(classes.candidate()));
        classes.each().stream()
                .sorted((a, b) -> Long.compare(b.pixels(), a.pixels()))
                .limit(SHOWN_CLASSES)
                .forEach(one ->
                        row(table, "  " + one.name(), Optional.of(one.original()), Optional.of(one.candidate())));
    }

    private static void row(Table table, String what, Optional<Double> original, Optional<Double> candidate) {
        table.row(
                what,
                original.map(Text::percent).orElse(""),
                candidate.map(Text::percent).orElse("no truth"),
                original.flatMap(was -> candidate.map(is -> String.format(Locale.ROOT, "%+.1f", 100 * (is - was))))
                        .orElse(""));
    }
}
