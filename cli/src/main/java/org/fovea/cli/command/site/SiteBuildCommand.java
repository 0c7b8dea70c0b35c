package org.fovea.cli.command.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.ClipOptions;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.LabArgument;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.lab.folder.LabFolder;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.Report;
import org.fovea.site.output.SiteFolder;
import org.fovea.site.page.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea site build}. */
@Command(
        name = "build",
        header = "Write the report of a lab as a folder of pages.",
        description = {
            "Open index.html with a double click, or put the folder on any server: it needs no other host and no "
                    + "program.",
            "Every figure comes from the ledger. Clips for the explorer are made from the lab's archives, with the "
                    + "clips and networks that lab.yaml names, and kept in work/viewer."
        },
        footerHeading = "%nExample:%n",
        footer = {"  fovea site build mylab -o public", "  fovea site build -o public --force --clips 2"})
final class SiteBuildCommand implements Callable<Integer> {
    @ParentCommand
    private SiteCommand site;

    @Mixin
    private LabArgument lab;

    @Mixin
    private final OutputOption output = OutputOption.required("DIR", "The folder to write.");

    @Mixin
    private final ForceOption force =
            new ForceOption("Replace a site that is there. Other folders are never replaced.");

    @Mixin
    private ClipOptions clips;

    @Override
    public Integer call() throws IOException {
        verifyOutput();
        LabFolder folder = lab.folder();
        try (OpenLab open = OpenLab.open(folder)) {
            Snapshot snapshot = Snapshot.of(
                    open.ledger(),
                    LabArgument.name(folder),
                    Optional.of(open.queue().status()),
                    Instant.now());
            Site pages = Report.of(
                    snapshot,
                    false,
                    clips.make(site.fovea().threads(), site.fovea().reporter(), folder, snapshot),
                    RunFiles.of(folder.path()));
            SiteFolder.Written written;
            try (Progress progress = new Progress(
                    site.fovea().terminal(),
                    site.fovea().quiet(),
                    "pages",
                    pages.files().paths().size(),
                    "files")) {
                written = SiteFolder.write(pages, output.path(), site.fovea().threads(), progress::update);
            }
            site.out()
                    .println(output.resolve("index.html") + ": " + Text.count(written.files()) + " files, "
                            + Text.size(written.bytes()) + ", of "
                            + Text.count(snapshot.runs().size(), "run"));
        }
        return ExitCode.DONE;
    }

    private void verifyOutput() throws IOException {
        switch (SiteFolder.state(output.path())) {
            case FREE -> {}
            case SITE -> {
                if (!force.given()) {
                    throw AppException.usage(output.path() + ": is already a site; add --force to replace it");
                }
            }
            case OTHER ->
                throw AppException.usage(output.path() + ": holds something other than a site; name another folder");
        }
        Path parent = output.path().toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw AppException.usage(output.path() + ": has no parent folder");
        }
    }
}
