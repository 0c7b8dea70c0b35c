package org.fovea.cli.command.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.fleet.run.FleetStatus;
import org.fovea.fleet.work.FleetFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea fleet status}. */
@Command(
        name = "status",
        header = "Show how far a fleet is: clips done, running, failed and why.",
        footerHeading = "%nExample:%n",
        footer = "  fovea fleet status out")
final class FleetStatusCommand implements Callable<Integer> {
    @ParentCommand
    private FleetCommand fleet;

    @Parameters(paramLabel = "OUT", description = "The fleet's results.")
    private Path results;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        FleetStatus status = FleetStatus.read(FleetFolder.existing(results));
        if (json.wanted()) {
            fleet.fovea().print(status);
        } else {
            fleet.out().print(status.text());
        }
        return ExitCode.DONE;
    }
}
