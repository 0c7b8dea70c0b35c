package org.fovea.cli.command.site;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.ClipOptions;
import org.fovea.cli.option.LabArgument;
import org.fovea.cli.terminal.Interruption;
import org.fovea.lab.folder.LabFolder;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.LiveSite;
import org.fovea.site.output.Report;
import org.fovea.site.output.SiteServer;
import org.fovea.site.page.RunFiles;
import org.fovea.site.player.Viewer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea site serve}. */
@Command(
        name = "serve",
        header = "Serve the report of a lab live, to a browser on this machine.",
        description = {
            "The same pages as fovea site build, rendered from the current ledger; open pages show what is running "
                    + "and notice when the ledger has changed.",
            "Clips are made at the start; later runs have none until the next start.",
            "Listens on the loopback address only and never changes the ledger; clips are kept in work/viewer of the "
                    + "lab. Ctrl-C ends it."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea site serve mylab --port 8080")
final class SiteServeCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65535;

    /** A browser is answered within it, also where the database's server is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @ParentCommand
    private SiteCommand site;

    @Mixin
    private LabArgument lab;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8700",
            description = "Port to listen on, 1 to 65535; 0 for any free port.")
    private int port;

    @Mixin
    private ClipOptions clips;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw AppException.usage("--port " + port + ": is not a port; 0 to " + MAX_PORT);
        }
        LabFolder folder = lab.folder();
        try (OpenLab open = OpenLab.open(folder);
                SiteServer server = start(open, folder)) {
            Interruption.leaves("the server has stopped");
            site.out().println(server.address() + ": the report of " + folder.path());
            site.out().flush();
            site.fovea().note("Ctrl-C ends it");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private SiteServer start(OpenLab open, LabFolder folder) throws IOException {
        Viewer viewer = clips.make(site.fovea().threads(), site.fovea().reporter(), folder, look(open, folder));
        open.database().patience(PATIENCE);
        LiveSite live = new LiveSite(
                open.ledger(),
                () -> look(open, folder),
                snapshot -> Report.of(snapshot, true, viewer, RunFiles.of(folder.path())));
        try {
            return SiteServer.start(live, port, this::tell);
        } catch (BindException e) {
            throw AppException.environment(e.getMessage() + "; choose another with --port, or 0 for a free one", e);
        }
    }

    private static Snapshot look(OpenLab open, LabFolder folder) {
        return Snapshot.watching(
                open.ledger(), LabArgument.name(folder), () -> open.queue().status(), Instant.now());
    }

    private void tell(Throwable failure) {
        site.fovea().terminal().err().println("fovea site serve: " + failure);
        if (site.fovea().debug()) {
            failure.printStackTrace(site.fovea().terminal().err());
        }
    }
}
