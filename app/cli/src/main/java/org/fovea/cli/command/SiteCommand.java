package org.fovea.cli.command;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.ClipOptions;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.terminal.Progress;
import org.fovea.lab.folder.LabFolder;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.LiveSite;
import org.fovea.site.output.Report;
import org.fovea.site.output.SiteFolder;
import org.fovea.site.output.SiteServer;
import org.fovea.site.page.RunFiles;
import org.fovea.site.player.Viewer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "site",
        header = "The report of a lab: pages in a folder, or served to a browser on this machine.",
        subcommands = {SiteCommand.Build.class, SiteCommand.Serve.class},
        footer = {"  fovea site build mylab -o public", "  fovea site serve mylab"})
public final class SiteCommand extends GroupCommand {
    @Command(
            name = "build",
            header = "Write the report of a lab as a folder of pages.",
            description = {
                "Open index.html with a double click, or put the folder on any server: it needs no other host and no "
                        + "program.",
                "Every figure comes from the ledger. Clips for the explorer are made from the lab's archives, with "
                        + "the clips and networks that lab.yaml names, and kept in work/viewer."
            },
            footer = {"  fovea site build mylab -o public", "  fovea site build -o public --force --clips 2"})
    static final class Build extends LeafCommand {
        @Mixin
        private LabOption.LabArgument lab;

        @Mixin
        private final OutputOption output = OutputOption.required("DIR", "The folder to write.")
                .forced("Replace a site that is there. Other folders are never replaced.");

        @Mixin
        private ClipOptions clips;

        @Override
        public Integer call() throws IOException {
            verifyOutput();
            LabFolder folder = lab.folder();
            try (OpenLab open = OpenLab.open(folder)) {
                Snapshot snapshot = Snapshot.of(
                        open.ledger(),
                        LabOption.LabArgument.name(folder),
                        Optional.of(open.queue().status()),
                        Instant.now());
                Site pages = Report.of(
                        snapshot,
                        false,
                        clips.make(threads(), reporter(), folder, snapshot),
                        RunFiles.of(folder.path()));
                SiteFolder.Written written;
                try (Progress progress = progress("pages", pages.files().paths().size(), "files")) {
                    written = SiteFolder.write(pages, output.path(), threads(), progress::update);
                }
                out().println(output.resolve("index.html") + ": " + Text.count(written.files()) + " files, "
                        + Text.size(written.bytes()) + ", of "
                        + Text.count(snapshot.runs().size(), "run"));
            }
            return ExitCode.DONE;
        }

        private void verifyOutput() throws IOException {
            switch (SiteFolder.state(output.path())) {
                case FREE -> {}
                case SITE -> {
                    if (!output.force()) {
                        throw AppException.usage(output.path() + ": is already a site; add --force to replace it");
                    }
                }
                case OTHER ->
                    throw AppException.usage(
                            output.path() + ": holds something other than a site; name another folder");
            }
            Path parent = output.path().toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw AppException.usage(output.path() + ": has no parent folder");
            }
        }
    }

    @Command(
            name = "serve",
            header = "Serve the report of a lab live, to a browser on this machine.",
            description = {
                "The same pages as fovea site build, rendered from the current ledger; open pages show what is "
                        + "running and notice when the ledger has changed.",
                "Clips are made at the start; later runs have none until the next start.",
                "Listens on the loopback address only and never changes the ledger; clips are kept in work/viewer of "
                        + "the lab. Ctrl-C ends it."
            },
            footer = "  fovea site serve mylab --port 8080")
    static final class Serve extends LeafCommand {
        private static final int MAX_PORT = 65535;

        /** A browser is answered within it, also where the database's server is gone. */
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        @Mixin
        private LabOption.LabArgument lab;

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
                out().println(server.address() + ": the report of " + folder.path());
                out().flush();
                note("Ctrl-C ends it");
                new CountDownLatch(1).await();
            }
            return 0;
        }

        private SiteServer start(OpenLab open, LabFolder folder) throws IOException {
            Viewer viewer = clips.make(threads(), reporter(), folder, look(open, folder));
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
                    open.ledger(),
                    LabOption.LabArgument.name(folder),
                    () -> open.queue().status(),
                    Instant.now());
        }

        private void tell(Throwable failure) {
            fovea().terminal().err().println("fovea site serve: " + failure);
            if (fovea().debug()) {
                failure.printStackTrace(fovea().terminal().err());
            }
        }
    }
}
