package org.fovea.cli.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.file.OpenedFile;
import org.fovea.cli.file.Outputs;
import org.fovea.cli.repack.ContentComparison;
import org.fovea.cli.repack.DerivedScore;
import org.fovea.cli.repack.Packing;
import org.fovea.cli.repack.WithoutDeadColumns;
import org.fovea.cli.terminal.CommandFailure;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Json;
import org.fovea.cli.terminal.LedgerTable;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.terminal.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskEffort;
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
        DerivedScore score = score(original);
        Outputs.verifyFree(output, force);
        OpenedFile before = OpenedFile.open(input);
        long start = System.nanoTime();
        OpenedFile after;
        try (AtomicFile target = AtomicFile.create(output, force)) {
            RendererContent content = packed(before);
            Files.write(target.path(), ArchiveFile.zipped(encode(before, content)));
            after = readBack(target.path());
            compare(before, content, after);
            target.commit();
        } catch (FormatException e) {
            throw e.inFile(before.name());
        }
        for (String section : before.skipped()) {
            fovea.note("left out: section " + section + ", which this version of Fovea does not know");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            fovea.terminal().out().println(Json.of(document(before, after, original, score)));
        } else {
            print(before, after, original, score, seconds);
        }
        return ExitCode.DONE;
    }

    private DerivedScore score(OptionalLong original) {
        if (segNet == null && poseNet == null) {
            return null;
        }
        if (segNet == null || poseNet == null || original.isEmpty()) {
            throw CommandFailure.usage(
                    "a score needs all of --segnet, --posenet and --original-bytes (or --challenge)");
        }
        if (!(segNet >= 0) || !(poseNet >= 0)) {
            throw CommandFailure.usage("--segnet and --posenet are not negative");
        }
        return new DerivedScore(segNet, poseNet, original.getAsLong());
    }

    /** What is packed: all of it, but for dead columns; null where the file is a bare mask tensor. */
    private RendererContent packed(OpenedFile file) {
        if (file.content().isEmpty()) {
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
        }
    }

    private static OpenedFile readBack(Path written) throws IOException {
        try {
            return OpenedFile.open(written);
        } catch (FormatException e) {
            throw CommandFailure.notHeld("the archive just written cannot be read: " + e.reason()
                    + "; nothing was kept, please report this with the input file");
        }
    }

    private void compare(OpenedFile before, RendererContent content, OpenedFile after) {
        try (Progress progress = progress("verify", before)) {
            if (content != null) {
                ContentComparison.verifyLiveWeights(before.renderer(), after.renderer());
                ContentComparison.verify(content, after.renderer(), progress);
            } else {
                ContentComparison.verify(before.masks(), after.masks(), progress);
            }
        }
    }

    private Progress progress(String task, OpenedFile file) {
        return new Progress(fovea.terminal(), fovea.quiet(), task, file.header().pairs(), "frames");
    }

    private void print(OpenedFile before, OpenedFile after, OptionalLong original, DerivedScore score, double seconds) {
        var out = fovea.terminal().out();
        out.println("before: " + before.name() + ", " + before.format());
        out.print(LedgerTable.render(before.ledger(), original));
        out.println("after: " + output + ", " + after.format());
        out.print(LedgerTable.render(after.ledger(), original));
        out.println();
        long saved = before.ledger().fileBytes() - after.ledger().fileBytes();
        out.printf(
                Locale.ROOT,
                "%s bytes %s (%s) in %s; read back and found equal: %s%n",
                Text.count(Math.abs(saved)),
                saved >= 0 ? "saved" : "more than before",
                Text.percent((double) Math.abs(saved) / before.ledger().fileBytes()),
                Text.seconds(seconds),
                compared(before));
        if (score != null) {
            out.printf(
                    Locale.ROOT,
                    "score %.4f → %.4f, derived from the distortions given: 100·%s + √(10·%s) + 25·bytes/%s%n",
                    score.of(before.ledger().fileBytes()),
                    score.of(after.ledger().fileBytes()),
                    plain(segNet),
                    plain(poseNet),
                    Text.count(score.originalBytes()));
        }
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).toPlainString();
    }

    private String compared(OpenedFile before) {
        if (before.content().isEmpty()) {
            return "every mask";
        }
        return "every mask, " + (keepDeadColumns ? "weight" : "weight that is not multiplied by zero")
                + ", pose and action";
    }

    private Map<String, Object> document(
            OpenedFile before, OpenedFile after, OptionalLong original, DerivedScore score) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("input", before.name());
        all.put("output", output.toString());
        all.put("effort", effort.name().toLowerCase(Locale.ROOT));
        all.put("verified", true);
        all.put("savedBytes", before.ledger().fileBytes() - after.ledger().fileBytes());
        if (score != null) {
            Map<String, Object> derived = new LinkedHashMap<>();
            derived.put("provenance", "derived from given distortions, not measured");
            derived.put("segnet", score.segNet());
            derived.put("posenet", score.poseNet());
            derived.put("originalBytes", score.originalBytes());
            derived.put("before", score.of(before.ledger().fileBytes()));
            derived.put("after", score.of(after.ledger().fileBytes()));
            all.put("score", derived);
        }
        all.put("before", LedgerTable.document(before.ledger(), original));
        all.put("after", LedgerTable.document(after.ledger(), original));
        return all;
    }
}
