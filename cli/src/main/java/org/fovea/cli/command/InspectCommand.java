package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.open.OwnArchive;
import org.fovea.app.picture.LedgerSvg;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.LedgerTable;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.video.OutsidePayload;
import org.fovea.config.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea inspect}. */
@Command(
        name = "inspect",
        header = "Say where every byte of an archive or submission goes.",
        description =
                "Prints the byte ledger: each section with its codec, size, bits per symbol and share. The lines add up to the"
                        + " size of the file exactly, ZIP structure and headers included. An archive that needs files outside it is"
                        + " marked as an exploit; these files are named, and not needed here.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea inspect submission.zip --challenge", "  fovea inspect archive.zip --json --svg ledger.svg"})
public final class InspectCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Parameters(paramLabel = "X", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Option(names = "--json", description = "Print a JSON document instead of a table.")
    private boolean json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the ledger as a bar.")
    private Path svg;

    @Option(names = "--force", description = "Overwrite FILE where it exists.")
    private boolean force;

    @ArgGroup
    private OriginalSize originalSize;

    @Override
    public Integer call() throws IOException {
        OptionalLong original = OriginalSize.of(originalSize);
        if (svg != null) {
            Outputs.verifyFree(svg, force);
        }
        Opened file = Opened.open(input);
        ByteLedger ledger = file.ledger();
        if (svg != null) {
            String title = input.getFileName() + " · " + file.format();
            AtomicFile.write(svg, LedgerSvg.draw(ledger, title).getBytes(StandardCharsets.UTF_8), force);
        }
        if (json) {
            fovea.terminal().out().println(Json.of(document(file, ledger, original)));
        } else {
            print(file, ledger, original);
        }
        return ExitCode.DONE;
    }

    private void print(Opened file, ByteLedger ledger, OptionalLong original) {
        var out = fovea.terminal().out();
        out.println(file.name() + ": " + file.format());
        out.println("  " + String.join("\n  ", HeaderFacts.lines(file)));
        out.println();
        out.print(LedgerTable.render(ledger, original));
        if (original.isPresent()) {
            out.println("  score: 25·bytes/original, original = " + OriginalSize.describe(original.getAsLong()));
        }
        printOutside(file, ledger);
        if (svg != null) {
            fovea.note("drawn: " + svg);
        }
    }

    /** What the file cannot do without, so that nobody takes its size for the whole price. */
    private void printOutside(Opened file, ByteLedger ledger) {
        if (file.outside().isEmpty()) {
            return;
        }
        var out = fovea.terminal().out();
        out.println();
        file.outside().forEach(payload -> out.println("  outside: " + payload.describe()));
        out.println("  current_workflow: " + Text.count(ledger.fileBytes()) + " bytes, the file alone");
        out.println("  rule_faithful: " + Text.count(ruleFaithful(file, ledger)) + " bytes, with what is outside");
        out.println("  exploit: needs files that are not in it; its score is recorded, and never anybody's best");
    }

    private static long ruleFaithful(Opened file, ByteLedger ledger) {
        return ledger.fileBytes()
                + file.outside().stream().mapToLong(OutsidePayload::bytes).sum();
    }

    private static Map<String, Object> document(Opened file, ByteLedger ledger, OptionalLong original) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("file", file.name());
        all.put("format", file.format());
        Map<String, Object> header = headerDocument(file.header());
        if (file instanceof OwnArchive own) {
            own.stream().ifPresent(format -> header.put("stream", format.title()));
            own.rule().ifPresent(rule -> header.put("picture", PictureFacts.document(rule)));
        }
        all.put("header", header);
        all.putAll(LedgerTable.document(ledger, original));
        if (!file.outside().isEmpty()) {
            all.put("exploit", true);
            all.put("ruleFaithfulBytes", ruleFaithful(file, ledger));
            all.put(
                    "outside",
                    file.outside().stream().map(InspectCommand::outsideDocument).toList());
        }
        return all;
    }

    private static Map<String, Object> outsideDocument(OutsidePayload payload) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("purpose", payload.purpose().label());
        map.put("bytes", payload.bytes());
        map.put("sha256", payload.sha256());
        return map;
    }

    private static Map<String, Object> headerDocument(ArchiveHeader header) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pairs", header.pairs());
        if (!header.coded().hasMasks()) {
            map.put("pictureHeight", header.coded().height());
            map.put("pictureWidth", header.coded().width());
        } else {
            map.put("maskHeight", header.masks().height());
            map.put("maskWidth", header.masks().width());
            map.put("classes", header.masks().classes());
        }
        if (header.hasRenderer()) {
            map.put("outputHeight", header.outputHeight());
            map.put("outputWidth", header.outputWidth());
            map.put("family", header.rendererFamily().name());
            Map<String, Integer> parameters = new LinkedHashMap<>();
            List<String> names = header.rendererFamily().parameterNames();
            for (int i = 0; i < header.parameters().size(); i++) {
                parameters.put(names.get(i), header.parameters().get(i));
            }
            map.put("parameters", parameters);
        }
        return map;
    }
}
