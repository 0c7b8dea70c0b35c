package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.OpenedFile;
import org.fovea.app.open.Outputs;
import org.fovea.app.repack.ContentComparison;
import org.fovea.app.repack.Packing;
import org.fovea.app.repack.WithoutDeadColumns;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.text.RepackReport;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.config.Json;
import org.fovea.evaluate.score.Distortion;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea repack}. */
@Command(
        name = "repack",
        header = "Code an archive or a foreign submission again, smaller, without changing a pixel.",
        description =
                "Codes X, reads its own output back and compares every mask, weight, pose and action. Only then the"
                        + " output gets its name.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea repack submission.zip -o smaller.zip --effort best",
            "  fovea repack submission.zip -o smaller.zip --challenge --segnet 0.00060631 --posenet 0.00049314"
        })
public final class RepackCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Parameters(paramLabel = "X", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "archive.zip",
            required = true,
            description = "The archive to write.")
    private Path output;

    @Option(
            names = "--effort",
            paramLabel = "E",
            defaultValue = "best",
            converter = EffortConverter.class,
            description = "How hard to try on the masks: fast, best or max.")
    private MaskEffort effort;

    @Option(
            names = "--keep-dead-columns",
            description = "Keep the weights that are always multiplied by zero. Without them no pixel changes.")
    private boolean keepDeadColumns;

    @ArgGroup
    private OriginalSize originalSize;

    @Option(
            names = "--segnet",
            paramLabel = "S",
            description = "Published SegNet distortion of X, to derive the score.")
    private Double segNet;

    @Option(
            names = "--posenet",
            paramLabel = "P",
            description = "Published PoseNet distortion of X, to derive the score.")
    private Double poseNet;

    @Option(names = "--force", description = "Overwrite archive.zip where it exists.")
    private boolean force;

    @Option(names = "--json", description = "Print a JSON document instead of tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        OptionalLong original = OriginalSize.of(originalSize);
        RepackReport.Published score = score(original);
        Outputs.verifyFree(output, force);
        long start = System.nanoTime();
        OpenedFile before = OpenedFile.open(input);
        before.verifyHoldsAll();
        RendererContent content = packed(before);
        RepackReport report;
        try (AtomicFile target = AtomicFile.create(output, force)) {
            Files.write(target.path(), ArchiveFile.zipped(encode(before, content)));
            OpenedFile after = compare(before, content, target.path());
            report = new RepackReport(
                    input.toString(),
                    before.format(),
                    before.ledger(),
                    output.toString(),
                    after.format(),
                    after.ledger(),
                    effort.name().toLowerCase(Locale.ROOT),
                    compared(before),
                    (System.nanoTime() - start) / 1e9,
                    original,
                    Optional.ofNullable(score));
            target.commit();
        }
        for (String section : before.skipped()) {
            fovea.note("left out: section " + section + ", which this version of Fovea does not know");
        }
        if (json) {
            fovea.terminal().out().println(Json.of(report.document()));
        } else {
            fovea.terminal().out().print(report.text());
        }
        return ExitCode.DONE;
    }

    private RepackReport.Published score(OptionalLong original) {
        if (segNet == null && poseNet == null) {
            return null;
        }
        if (segNet == null || poseNet == null || original.isEmpty()) {
            throw AppException.usage("a score needs all of --segnet, --posenet and --original-bytes (or --challenge)");
        }
        if (!(segNet >= 0) || !(poseNet >= 0)) {
            throw AppException.usage("--segnet and --posenet are not negative");
        }
        return new RepackReport.Published(new Distortion(segNet, poseNet), original.getAsLong());
    }

    /** What is packed: all of it, but for dead columns; null where the file is a bare mask tensor. */
    private RendererContent packed(OpenedFile file) {
        if (!file.hasRenderer()) {
            return null;
        }
        RendererContent content = file.renderer();
        return keepDeadColumns ? content : WithoutDeadColumns.of(content);
    }

    private Archive encode(OpenedFile file, RendererContent content) {
        try (Progress progress = progress("encode", file)) {
            ClassMaskCodec masks = new ClassMaskCodec(effort, (done, _) -> progress.update(done));
            return content != null
                    ? Packing.encode(file.name(), content, masks)
                    : ArchiveFile.encode(file.masks(), masks);
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
    }

    /** Reads the archive that was written and compares it with what was packed. */
    private OpenedFile compare(OpenedFile before, RendererContent content, Path written) throws IOException {
        try (Progress progress = progress("verify", before)) {
            OpenedFile after = OpenedFile.open(written);
            if (content != null) {
                RendererContent read = after.renderer();
                ContentComparison.verifyLiveWeights(before.renderer(), read);
                ContentComparison.verify(content, read, progress);
            } else {
                ContentComparison.verify(before.masks(), after.masks(), progress);
            }
            return after;
        } catch (FormatException e) {
            // All of the input was read before, so that this is the output.
            throw AppException.notHeld("the archive just written cannot be read: section " + e.section() + ", "
                    + e.reason() + "; nothing was kept, please report this with the input file");
        }
    }

    private Progress progress(String task, OpenedFile file) {
        return new Progress(fovea.terminal(), fovea.quiet(), task, file.header().pairs(), "frames");
    }

    private String compared(OpenedFile before) {
        if (!before.hasRenderer()) {
            return "every mask";
        }
        return "every mask, " + (keepDeadColumns ? "weight" : "weight that is not multiplied by zero")
                + ", pose and action";
    }
}
