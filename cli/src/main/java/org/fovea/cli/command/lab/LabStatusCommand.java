package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.fovea.app.document.StatusDocument;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.text.StatusText;
import org.fovea.lab.queue.QueueStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab status}. */
@Command(
        name = "status",
        header = "Show what is running, what waits and why, and the floor.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab status")
final class LabStatusCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            QueueStatus status = open.queue().status();
            if (json.wanted()) {
                lab.fovea().print(StatusDocument.of(open.ledger(), status));
            } else {
                lab.out().print(new StatusText(open.ledger(), status).text());
            }
        }
        return ExitCode.DONE;
    }
}
