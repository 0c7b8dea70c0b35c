package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Study;
import org.fovea.lab.study.Importance;
import org.fovea.lab.study.StudyResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab study importance}. */
@Command(
        name = "importance",
        header = "Show which settings of a study mattered.",
        description = {
            "The share of the scores' variance that each setting explains, on the round that measured most "
                    + "candidates. docs/lab.md names the method and its limits; the study's page in the report draws "
                    + "it."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab study importance drive-star")
final class LabStudyImportanceCommand implements Callable<Integer> {
    @ParentCommand
    private LabStudyCommand parent;

    @Mixin
    private LabOption where;

    @Parameters(paramLabel = "STUDY", description = "Name or number of the study.")
    private String study;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            StudyResults results = StudyResults.of(open.ledger(), open.ledger().resolve(Study.class, study));
            Optional<Importance> found = Importance.of(results);
            if (found.isEmpty()) {
                parent.lab()
                        .fovea()
                        .note("too little is known: "
                                + Text.count(results.points().size(), "candidate")
                                + " measured; it takes " + Importance.FEWEST
                                + " whose scores differ, and two settings that vary");
            } else {
                parent.lab().out().print(text(results, found.get()));
            }
        }
        return ExitCode.DONE;
    }

    private static String text(StudyResults results, Importance importance) {
        boolean forest = importance.method() == Importance.Method.FOREST;
        Table table = Table.of(forest ? "lrrlr" : "lrlr");
        if (forest) {
            table.row("setting", "share", "chance", "best at", "best to worst").rule();
        } else {
            table.row("setting", "share", "best at", "best to worst").rule();
        }
        for (Importance.Row row : importance.rows()) {
            String range = String.format(Locale.ROOT, "%.4f", row.range());
            if (forest) {
                String chance = percent(row.chance().orElse(0));
                table.row(row.setting(), percent(row.share()), chance, row.best(), range);
            } else {
                table.row(row.setting(), percent(row.share()), row.best(), range);
            }
        }
        String sample = Text.count(importance.candidates(), "candidate") + " on "
                + Text.count(results.points().getFirst().run().pairs(), "pair");
        String method = forest
                ? sample + "; analysis of variance with a forest, which explains "
                        + percent(Math.max(0, importance.predicts().orElse(0)))
                        + " of the variance of candidates that it was not made from; "
                        + percent(importance.together().orElse(0)) + " come from several settings together"
                : sample + "; one setting was varied at a time: nothing is known of what settings do together";
        return table.render("") + method + "\n";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
