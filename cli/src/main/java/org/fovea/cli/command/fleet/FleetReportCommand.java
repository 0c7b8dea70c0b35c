package org.fovea.cli.command.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.open.Outputs;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.fleet.report.FleetReport;
import org.fovea.fleet.report.FleetReportPage;
import org.fovea.fleet.report.FleetReporter;
import org.fovea.fleet.work.FleetFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea fleet report}. */
@Command(
        name = "report",
        header = "Make a page of what a fleet came to: distributions, outliers, failures, cost.",
        description =
                "FOLDER/index.html is one document without scripts that fetches nothing; FOLDER/report.json has the same figures with all digits.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea fleet report out -o public",
            "  fovea fleet report out -o public --compare earlier --by camera --force"
        })
final class FleetReportCommand implements Callable<Integer> {
    @ParentCommand
    private FleetCommand fleet;

    @Parameters(paramLabel = "OUT", description = "The fleet's results.")
    private Path results;

    @Mixin
    private final OutputOption output = OutputOption.required("FOLDER", "Where index.html and report.json go.");

    @Option(names = "--compare", paramLabel = "OUT", description = "Results of an earlier fleet: show what changed.")
    private Path earlier;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "Group by this column of the clips' list, or by profile, host, machine, program; may be given"
                    + " several times. Default: all that have from 2 to 12 values.")
    private List<String> by = List.of();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        Path page = output.resolve("index.html");
        Path document = output.resolve("report.json");
        Outputs.verifyFree(page, force.given());
        Outputs.verifyFree(document, force.given());
        FleetReport report = FleetReporter.of(
                FleetFolder.existing(results), Optional.ofNullable(earlier).map(FleetFolder::existing), by);
        AtomicFile.write(document, (Json.of(report) + "\n").getBytes(StandardCharsets.UTF_8), force.given());
        AtomicFile.write(page, FleetReportPage.of(report).getBytes(StandardCharsets.UTF_8), force.given());
        fleet.fovea()
                .terminal()
                .out()
                .println(page + ": " + report.clips() + " clips, " + report.done() + " done, " + report.failed()
                        + " failed; the same for programs in " + document);
        return ExitCode.DONE;
    }
}
