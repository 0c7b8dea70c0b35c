package org.fovea.cli.command.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.fleet.run.FleetState;
import org.fovea.fleet.work.FleetFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea fleet retry}. */
@Command(
        name = "retry",
        header = "Try the clips of a fleet that failed again, and do what is missing.",
        footerHeading = "%nExample:%n",
        footer = "  fovea fleet retry out --failed")
final class FleetRetryCommand implements Callable<Integer> {
    @ParentCommand
    private FleetCommand fleet;

    @Parameters(paramLabel = "OUT", description = "The fleet's results.")
    private Path results;

    @Option(names = "--failed", required = true, description = "Those that failed, whatever the reason was.")
    private boolean failed;

    @Mixin
    private FleetRunCommand.Resources resources;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FleetFolder folder = FleetFolder.existing(results);
        String file = FleetState.read(folder.state())
                .orElseThrow(() -> AppException.badInput(
                        folder.state() + ": cannot be read; run the fleet's file instead, fovea fleet run FILE"))
                .file();
        return resources.run(fleet.fovea(), Path.of(file), failed);
    }
}
