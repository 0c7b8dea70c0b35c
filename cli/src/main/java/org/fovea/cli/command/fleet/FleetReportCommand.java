package org.fovea.cli.command.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.fleet.report.FleetExplorer;
import org.fovea.fleet.report.FleetReport;
import org.fovea.fleet.report.FleetReportPage;
import org.fovea.fleet.report.FleetReporter;
import org.fovea.fleet.work.FleetFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea fleet report}. */
@Command(
        name = "report",
        header = "Make a page of what a fleet came to: distributions, outliers, failures, cost.",
        description = "FOLDER/index.html is one document without scripts that fetches nothing; FOLDER/report.json has "
                + "the same figures with all digits. --explore adds pages to look at the"
                + " worst clips beside what their archives draw.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea fleet report out -o public",
            "  fovea fleet report out -o public --compare earlier --by camera --force",
            "  fovea fleet report out -o public --explore 5 --force"
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
                    + " several times. Default: all that have from 2 to 12 values.",
            showDefaultValue = Visibility.NEVER)
    private List<String> by = List.of();

    @Option(
            names = "--explore",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Make pages of the N worst clips: outliers, clips that failed after they were encoded, highest "
                            + "scores. Each is scored"
                            + " again, which takes as long as it does; clips and networks must be where the table "
                            + "says.")
    private int explore;

    @Option(
            names = "--clip-pairs",
            paramLabel = "N",
            defaultValue = "120",
            description = "Most pairs that such a page shows, around the worst one.")
    private int clipPairs;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (explore < 0 || clipPairs < 1) {
            throw AppException.usage("--explore is 0 or more, --clip-pairs 1 or more");
        }
        Path page = output.resolve("index.html");
        Path document = output.resolve("report.json");
        Outputs.verifyFree(page, force.given());
        Outputs.verifyFree(document, force.given());
        FleetFolder folder = FleetFolder.existing(results);
        FleetReport report =
                FleetReporter.of(folder, Optional.ofNullable(earlier).map(FleetFolder::existing), by);
        if (explore > 0) {
            report = explored(report, folder);
        }
        AtomicFile.write(document, (Json.of(report) + "\n").getBytes(StandardCharsets.UTF_8), force.given());
        AtomicFile.write(page, FleetReportPage.of(report).getBytes(StandardCharsets.UTF_8), force.given());
        fleet.out()
                .println(page + ": " + report.clips() + " clips, " + report.done() + " done, " + report.failed()
                        + " failed; the same for programs in " + document);
        return ExitCode.DONE;
    }

    private FleetReport explored(FleetReport report, FleetFolder folder) throws IOException, InterruptedException {
        try (FleetExplorer explorer = new FleetExplorer(
                folder, clipPairs, fleet.fovea().threads(), fleet.fovea().reporter())) {
            return explorer.explore(report, explore, output.path());
        }
    }
}
