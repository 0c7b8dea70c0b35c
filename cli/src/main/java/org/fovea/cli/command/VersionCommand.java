package org.fovea.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.fovea.app.Versions;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code fovea version}. */
@Command(
        name = "version",
        header = "Print the versions of Fovea, Java and the libraries.",
        footerHeading = "%nExample:%n",
        footer = "  fovea version")
public final class VersionCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Override
    public Integer call() throws IOException {
        Versions.lines().forEach(fovea.terminal().out()::println);
        return ExitCode.DONE;
    }
}
