package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.fovea.app.document.InspectDocument;
import org.fovea.app.open.Opened;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OriginalSize;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.text.HeaderFacts;
import org.fovea.cli.text.LedgerTable;
import org.fovea.codec.ledger.ByteLedger;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        header = "Show where every byte of an archive or submission goes.",
        description =
                "Prints the byte ledger: each section with its codec, size, bits per symbol and share. The lines add "
                        + "up to the size of the file exactly, ZIP structure and headers included.",
        footer = {"  fovea inspect submission.zip --challenge", "  fovea inspect archive.zip --json"})
public final class InspectCommand extends LeafCommand {
    @Parameters(paramLabel = "X", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Mixin
    private final BaseOption base = new BaseOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @ArgGroup
    private OriginalSize originalSize;

    @Override
    public Integer call() throws IOException {
        OptionalLong original = OriginalSize.of(originalSize);
        Opened file = Opened.open(input, base.bases().local());
        ByteLedger ledger = file.ledger();
        print(json, () -> InspectDocument.of(file, ledger, original), () -> text(file, ledger, original));
        return ExitCode.DONE;
    }

    private static String text(Opened file, ByteLedger ledger, OptionalLong original) {
        return file.name() + ": " + file.format() + "\n  " + String.join("\n  ", HeaderFacts.lines(file)) + "\n\n"
                + LedgerTable.render(ledger, original)
                + (original.isPresent()
                        ? "  score: 25·bytes/original, original = " + OriginalSize.describe(original.getAsLong()) + "\n"
                        : "");
    }
}
