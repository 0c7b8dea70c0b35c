package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.fovea.app.workshop.OpenLab;
import org.fovea.app.workshop.RunDiff;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.config.Json;
import org.fovea.lab.record.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab diff}. */
@Command(
        name = "diff",
        header = "Show what differs between two runs: settings, bytes, pairs.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab diff R-0099 R-0107")
final class LabDiffCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Parameters(index = "0", paramLabel = "A", description = "A run.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "Another run of the same benchmark.")
    private String second;

    @Mixin
    private final JsonOption json = new JsonOption("Print a JSON document instead of text, with every pair.");

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            RunDiff diff = new RunDiff(
                    open.ledger(),
                    open.ledger().resolve(Run.class, first),
                    open.ledger().resolve(Run.class, second));
            lab.out().print(json.wanted() ? Json.of(diff.document()) + "\n" : diff.text());
        }
        return ExitCode.DONE;
    }
}
