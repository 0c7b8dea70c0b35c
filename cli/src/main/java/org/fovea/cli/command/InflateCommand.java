package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.inflate.Inflation;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairRange;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.render.FrameSink;
import org.fovea.render.PngSink;
import org.fovea.render.RawFileSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea inflate}. */
@Command(
        name = "inflate",
        header = "Decode the frames of an archive or a foreign submission.",
        description =
                "Writes DIR/0.raw: RGB bytes, row by row, frame 1 then frame 2 of each pair. The file appears once it is"
                        + " complete. The frames are the same for any number of threads.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea inflate archive.zip -o inflated", "  fovea inflate archive.zip --pairs 0..9 --png pictures"})
public final class InflateCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Parameters(paramLabel = "X", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Mixin
    private final OutputOption folder = OutputOption.optional("DIR", "Folder for 0.raw.");

    @Option(
            names = "--png",
            paramLabel = "DIR",
            description = "Write pictures pNNN_1.png and pNNN_2.png of each pair here.")
    private Path pictures;

    @Mixin
    private final PairsOption pairs = new PairsOption("Only pairs A to B, counted from 0. Default: all.");

    @Mixin
    private final ForceOption force = new ForceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    /** What was drawn, for programs; null for what was not asked for. */
    record Document(
            String input,
            Optional<String> raw,
            Optional<String> pictures,
            int firstPair,
            int pairs,
            int height,
            int width,
            long rawBytes,
            double seconds) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (folder.path() == null && pictures == null) {
            throw AppException.usage("fovea inflate: say where to write, -o DIR for 0.raw or --png DIR for pictures");
        }
        if (folder.path() != null) {
            Outputs.verifyFree(folder.resolve("0.raw"), force.given());
        }
        int threads = fovea.threads();
        Opened file = Opened.open(input);
        Inflation inflation = Inflation.of(file);
        ArchiveHeader header = file.header();
        PairRange range = pairs.of(header.pairs());
        verifyOutputs(header, range);
        long start = System.nanoTime();
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "inflate", range.count(), "pairs")) {
            inflation
                    .pairs(range.first(), range.last() + 1)
                    .threads(threads)
                    .progress(progress::update)
                    .into(sink());
        }
        report(header, range, (System.nanoTime() - start) / 1e9);
        return ExitCode.DONE;
    }

    private FrameSink sink() {
        if (pictures == null) {
            return new RawFileSink(folder.resolve("0.raw"), force.given());
        }
        return folder.path() == null
                ? new PngSink(pictures, force.given())
                : FrameSink.both(
                        new RawFileSink(folder.resolve("0.raw"), force.given()), new PngSink(pictures, force.given()));
    }

    private void verifyOutputs(ArchiveHeader header, PairRange range) throws IOException {
        if (folder.path() != null) {
            Outputs.verifySpace(folder.resolve("0.raw"), rawBytes(header, range));
        }
        if (pictures != null && Files.exists(pictures)) {
            for (int pair = range.first(); pair <= range.last(); pair++) {
                for (int frame = 1; frame <= 2; frame++) {
                    Outputs.verifyFree(pictures.resolve(PngSink.name(pair, frame)), force.given());
                }
            }
        }
    }

    private static long rawBytes(ArchiveHeader header, PairRange range) {
        return 2L * range.count() * header.frameSize().rgbBytes();
    }

    private void report(ArchiveHeader header, PairRange range, double seconds) {
        if (json.wanted()) {
            fovea.print(new Document(
                    input.toString(),
                    Optional.ofNullable(folder.path())
                            .map(path -> path.resolve("0.raw").toString()),
                    Optional.ofNullable(pictures).map(Path::toString),
                    range.first(),
                    range.count(),
                    header.outputHeight(),
                    header.outputWidth(),
                    rawBytes(header, range),
                    seconds));
            return;
        }
        String what = String.format(
                Locale.ROOT,
                "%s frames of %d×%d, %s (%.1f pairs/s)",
                Text.count(2L * range.count()),
                header.outputWidth(),
                header.outputHeight(),
                Text.seconds(seconds),
                range.count() / seconds);
        if (folder.path() != null) {
            fovea.terminal()
                    .out()
                    .println(folder.resolve("0.raw") + ": " + Text.count(rawBytes(header, range)) + " bytes, " + what);
        }
        if (pictures != null) {
            fovea.terminal().out().println(pictures + ": " + what);
        }
    }
}
