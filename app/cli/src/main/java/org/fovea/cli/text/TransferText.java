package org.fovea.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.text.Table;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreResult;

/** The transfer table: the same frames through several pairs of networks. */
public final class TransferText {
    private TransferText() {}

    /** A row for each, those that the frames were not fitted to marked. */
    public static String of(ScoreResult score, List<ScoreResult> others) {
        Table table = Table.of("lrrrrrl");
        table.row("networks", "segmentation", "pose", "further", "rate", "score", "")
                .rule();
        row(table, score, "--evaluators");
        others.forEach(other -> row(table, other, "not fitted to these"));
        StringBuilder tasks = new StringBuilder();
        others.forEach(other -> other.tasks()
                .ifPresent(found -> tasks.append("\n  ")
                        .append(other.provenance().evaluators().name())
                        .append('\n')
                        .append(TaskText.of(found))));
        return table.render("  ") + "  scores of different networks have different units of loss; compare each with an"
                + " anchor's: fovea bench rd\n"
                + tasks;
    }

    private static void row(Table table, ScoreResult result, String fitted) {
        Score lost = result.lost();
        double further =
                lost.further().stream().mapToDouble(Double::doubleValue).sum();
        table.row(
                result.provenance().evaluators().name(),
                result.objective().segmentation().isEmpty() ? "" : points(Optional.of(lost.segmentation())),
                result.objective().pose().isEmpty() ? "" : points(Optional.of(lost.pose())),
                lost.further().isEmpty() ? "" : points(Optional.of(further)),
                points(result.score().map(charged -> charged.terms().rate())),
                points(result.score().map(Accounting::score)),
                fitted);
    }

    private static String points(Optional<Double> value) {
        return value.map(found -> String.format(Locale.ROOT, "%.3f", found)).orElse("not known");
    }
}
