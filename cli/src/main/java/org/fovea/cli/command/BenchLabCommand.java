package org.fovea.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.bench.LedgerTimes;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea bench lab}. */
@Command(
        name = "lab",
        hidden = true,
        header = "Measure a ledger of many runs.",
        description = "Fills a ledger with runs of 600 pairs each and times what users wait for: adding a run, lists, "
                + "the status.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea bench lab --runs 10000", "  fovea bench lab --database jdbc:postgresql://localhost/bench"})
public final class BenchLabCommand implements Callable<Integer> {
    @ParentCommand
    private BenchCommand bench;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "100000", description = "Runs to fill it with.")
    private int runs;

    @Mixin
    private final OutputOption folder = OutputOption.optional(
            "DIR", "Folder for the SQLite database. Default: a temporary one, removed afterwards.");

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "An empty PostgreSQL database to measure instead of SQLite.",
            showDefaultValue = Visibility.NEVER)
    private String database;

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw AppException.usage("fovea bench lab: --runs must be 1 or more");
        }
        if (database != null) {
            LedgerTimes.inDatabase(runs, database, bench.out());
        } else {
            LedgerTimes.inFolder(runs, Optional.ofNullable(folder.path()), bench.out());
        }
        return ExitCode.DONE;
    }
}
