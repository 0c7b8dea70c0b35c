package org.fovea.cli.command;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.fovea.app.AppException;
import org.fovea.app.watch.WatchedRun;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.site.output.SiteServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        header = "Show a run at work as a page: curves, pictures, bytes, time left.",
        description = {
            "Only reads the run directory and never writes there. The page reloads itself and fetches nothing from "
                    + "elsewhere.",
            "Listens on the loopback address only; Ctrl-C ends it, the run goes on. With -o the page is written "
                    + "once, everything in it."
        },
        footer = {"  fovea watch drive.zip.run", "  fovea watch drive.zip.run -o run.html"})
public final class WatchCommand extends LeafCommand {
    private static final int MAX_PORT = 65535;

    @Parameters(paramLabel = "RUN", description = "The run directory of fovea compress, usually NAME.zip.run.")
    private Path run;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8701",
            description = "Port to listen on, 1 to 65535; 0 for any free port.")
    private int port;

    @Mixin
    private final OutputOption output = OutputOption.optional(
                    "page.html", "Write the page as it is now to a file instead of serving it.")
            .forced("Overwrite the file.");

    @Override
    public Integer call() throws IOException, InterruptedException {
        WatchedRun watched = WatchedRun.of(run);
        if (output.path() != null) {
            output.verifyFree();
            output.write(watched.written());
            return ExitCode.DONE;
        }
        if (port < 0 || port > MAX_PORT) {
            throw AppException.usage("--port " + port + ": is not a port; 0 to " + MAX_PORT);
        }
        try (SiteServer server = start(watched)) {
            Interruption.leaves("the page is no longer served; the run goes on");
            out().println(server.address() + ": " + run);
            out().flush();
            note("Ctrl-C ends it");
            new CountDownLatch(1).await();
        }
        return ExitCode.DONE;
    }

    private SiteServer start(WatchedRun watched) throws IOException {
        try {
            return SiteServer.start(
                    watched::file, port, failure -> fovea().terminal().err().println("fovea watch: " + failure));
        } catch (BindException e) {
            throw AppException.environment(e.getMessage() + "; choose another with --port, or 0 for a free one", e);
        }
    }
}
