package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.app.inflate.FrameFileSink;
import org.fovea.app.inflate.FrameFormat;
import org.fovea.app.inflate.FrameStreamSink;
import org.fovea.app.inflate.FrameTarget;
import org.fovea.app.inflate.Inflation;
import org.fovea.app.open.ForeignSubmission;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.terminal.Terminal;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.render.FrameSink;
import org.fovea.render.PngSink;
import org.fovea.video.clip.FrameRate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inflate",
        aliases = "decode",
        header = "Decode the frames of an archive or a foreign submission.",
        description = {
            "Writes frame 1, then frame 2 of each pair. OUT is a folder, for 0.raw in it; a file, by its name's "
                    + "ending .raw, .y4m, .npy or .mkv (lossless FFV1); or - for standard output.",
            "A document next to the file (0.json) has shape, layout, rate and hashes. Files appear once they are "
                    + "complete. The frames are the same for any number of threads."
        },
        footer = {
            "  fovea inflate archive.zip -o inflated",
            "  fovea inflate archive.zip --pairs 0..9 -o frames.npy",
            "  fovea inflate archive.zip --format y4m -o - | mpv -"
        })
public final class InflateCommand extends LeafCommand {
    private static final int USUAL_RATE = 20;
    private static final int MAX_RATE = 1000;

    @Parameters(paramLabel = "X", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Mixin
    private final BaseOption base = new BaseOption();

    @Mixin
    private final OutputOption output = OutputOption.required("OUT", "Folder, file, or - for standard output.")
            .orStandardOutput();

    @Option(
            names = "--format",
            paramLabel = "F",
            description =
                    "raw (RGB bytes), y4m, npy, png (pNNN_1.png and pNNN_2.png of each pair) or ffv1. Default: by "
                            + "the ending of OUT, else raw.")
    private FrameFormat format;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Frames per second to write into y4m, ffv1 and 0.json; archives have none. Default: 20.")
    private Integer rate;

    @Mixin
    private final PairsOption pairs = new PairsOption("Only pairs A to B, counted from 0. Default: all.");

    @Override
    public Integer call() throws IOException, InterruptedException {
        FrameTarget target = target();
        target.verifyFree(output.force());
        int threads = threads();
        Opened file = Opened.open(input, base.bases());
        Inflation inflation = Inflation.of(file);
        if (file instanceof ForeignSubmission foreign) {
            foreign.video().ifPresent(video -> note(video.note()));
        }
        ArchiveHeader header = file.header();
        PairsOption.PairRange range = pairs.of(header.pairs());
        target.verifySpace(header.frameSize(), range.count(), frameRate());
        if (target.format() == FrameFormat.PNG && !target.stream()) {
            verifyPicturesFree(target.file(), range);
        }
        long start = System.nanoTime();
        try (Progress progress = progress("inflate", range.count(), "pairs")) {
            inflation
                    .pairs(range.first(), range.last() + 1)
                    .threads(threads)
                    .progress(progress::update)
                    .into(sink(target));
        } catch (Terminal.ReaderGoneException e) {
            return ExitCode.DONE; // the reader has closed the pipe
        }
        report(target, header, range, (System.nanoTime() - start) / 1e9);
        return ExitCode.DONE;
    }

    private FrameTarget target() {
        if (rate != null && (rate < 1 || rate > MAX_RATE)) {
            throw AppException.usage("--rate " + rate + " is not in 1.." + MAX_RATE);
        }
        return FrameTarget.of(output.path(), format);
    }

    private FrameRate frameRate() {
        return new FrameRate(rate == null ? USUAL_RATE : rate, 1);
    }

    private FrameSink sink(FrameTarget target) {
        return target.stream()
                ? new FrameStreamSink(fovea().terminal().data(), target.format(), frameRate())
                : new FrameFileSink(target, frameRate(), output.force(), String.valueOf(input.getFileName()));
    }

    private void verifyPicturesFree(Path folder, PairsOption.PairRange range) {
        if (!Files.exists(folder)) {
            return;
        }
        for (int pair = range.first(); pair <= range.last(); pair++) {
            for (int frame = 1; frame <= 2; frame++) {
                Outputs.verifyFree(folder.resolve(PngSink.name(pair, frame)), output.force());
            }
        }
    }

    private void report(FrameTarget target, ArchiveHeader header, PairsOption.PairRange range, double seconds)
            throws IOException {
        String what = String.format(
                Locale.ROOT,
                "%s frames of %d×%d, %s",
                Text.count(2L * range.count()),
                header.outputWidth(),
                header.outputHeight(),
                Text.seconds(seconds));
        if (target.stream()) {
            note("standard output: " + target.format().label() + ", " + what);
            return;
        }
        String bytes = target.format() == FrameFormat.PNG ? "" : Text.count(Files.size(target.file())) + " bytes, ";
        out().println(target.file() + ": " + bytes + what);
    }
}
