package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab floor}. */
@Command(
        name = "floor",
        header = "Show the baseline that candidates must beat, or set the first one.",
        subcommands = LabFloorSetCommand.class,
        footerHeading = "%nExample:%n",
        footer = "  fovea lab floor")
final class LabFloorCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    /** The command above. */
    LabCommand lab() {
        return lab;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Table table = Table.of("lllrrrl");
            table.row("benchmark", "floor", "what", "bytes", "current_workflow", "rule_faithful", "networks")
                    .rule();
            for (Numbered<Benchmark> benchmark : open.ledger().all(Benchmark.class)) {
                Optional<Numbered<Run>> floor = open.ledger().floor(benchmark.key());
                Optional<Run> run = floor.map(Numbered::record);
                table.row(
                        benchmark.record().name(),
                        floor.map(Numbered::label).orElse("none"),
                        run.map(each -> each.name().orElse(each.family())).orElse(""),
                        run.map(each -> Text.count(each.bytes().archive())).orElse(""),
                        run.map(each -> Double.toString(each.score())).orElse(""),
                        run.flatMap(Run::ruleFaithfulScore)
                                .map(score -> Double.toString(score))
                                .orElse(""),
                        benchmark.record().official()
                                ? "official"
                                : benchmark.record().evaluators());
            }
            lab.out().print(table.render(""));
        }
        return ExitCode.DONE;
    }
}
