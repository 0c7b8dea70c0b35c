package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fovea.app.AppException;
import org.fovea.app.open.Opened;
import org.fovea.app.repack.Repacking;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.OriginalSize;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.text.RepackReport;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.RestartableMasks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "repack",
        header = "Re-encode an archive or a foreign submission losslessly, smaller.",
        description =
                "Encodes X, reads the output back and compares every mask, weight, pose and action. Only then does "
                        + "the output get its name.",
        footer = {
            "  fovea repack submission.zip -o smaller.zip --effort best",
            "  fovea repack submission.zip -o smaller.zip --challenge"
        })
public final class RepackCommand extends LeafCommand {
    @Parameters(paramLabel = "X", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Mixin
    private final BaseOption base = new BaseOption();

    @Mixin
    private final OutputOption output = OutputOption.required("archive.zip", "The archive to write.");

    @Option(
            names = "--effort",
            paramLabel = "E",
            defaultValue = "best",
            description = "How hard to try on the masks: fast, best or max.")
    private MaskEffort effort;

    @Option(
            names = "--restart-pairs",
            paramLabel = "N",
            description = "A restart point in the masks every N pairs: larger, but decoded from the middle and on all "
                    + "processors. 0 for none. Default: as in X.")
    private Integer restartPairs;

    @Option(
            names = "--keep-dead-columns",
            description = "Keep weights that are always multiplied by zero. Dropping them changes no pixel.")
    private boolean keepDeadColumns;

    @Option(names = "--embed-base", description = "Store all weights in the archive, so that it needs no base.")
    private boolean embedBase;

    @ArgGroup
    private OriginalSize originalSize;

    @Override
    public Integer call() throws IOException {
        if (restartPairs != null && (restartPairs < 0 || restartPairs > RestartableMasks.MAX_INTERVAL)) {
            throw AppException.usage(
                    "--restart-pairs " + restartPairs + " is not in 0.." + RestartableMasks.MAX_INTERVAL);
        }
        OptionalLong original = OriginalSize.of(originalSize);
        output.verifyFree();
        long start = System.nanoTime();
        Opened before = Opened.open(input, base.bases());
        OptionalInt restarts = restartPairs == null ? OptionalInt.empty() : OptionalInt.of(restartPairs);
        Repacking repacking = new Repacking(effort, keepDeadColumns, restarts, base.bases(), embedBase, reporter());
        Interruption.leaves(Repacking.KEPT);
        Opened after = repacking.run(before, input, output.path(), output.force());
        RepackReport report = new RepackReport(
                input.toString(),
                before.format(),
                before.ledger(),
                output.path().toString(),
                after.format(),
                after.ledger(),
                effort.name().toLowerCase(Locale.ROOT),
                repacking.compared(before),
                (System.nanoTime() - start) / 1e9,
                original);
        for (String section : before.skipped()) {
            note("left out: section " + section + ", which is unknown to this version of Fovea");
        }
        out().print(report.text());
        return ExitCode.DONE;
    }
}
