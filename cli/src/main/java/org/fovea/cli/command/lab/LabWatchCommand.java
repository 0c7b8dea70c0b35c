package org.fovea.cli.command.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Terminal;
import org.fovea.cli.text.StatusText;
import org.fovea.lab.queue.QueueStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab watch}. */
@Command(
        name = "watch",
        header = "Show the status repeatedly, until Ctrl-C.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab watch --every 5")
final class LabWatchCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "2", description = "Seconds between updates.")
    private double every;

    @Option(names = "--until-idle", description = "Exit when nothing is running or waiting.")
    private boolean untilIdle;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(every >= 0.1 && every <= 3600)) {
            throw AppException.usage("--every must be 0.1 to 3600 seconds");
        }
        PrintStream out = lab.out();
        boolean terminal = lab.fovea().terminal().interactive();
        try (OpenLab open = where.open()) {
            while (true) {
                QueueStatus status = open.queue().status();
                String text = new StatusText(open.ledger(), status).text();
                if (terminal) {
                    Terminal.control(out, HOME_AND_CLEAR);
                }
                out.print(terminal ? text : text + "\n");
                out.flush();
                if (untilIdle && status.running().isEmpty() && status.waitingCount() == 0) {
                    return ExitCode.DONE;
                }
                Thread.sleep((long) (1000 * every));
            }
        }
    }
}
