package org.fovea.cli.command.clip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ColoursOption;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.FrameRange;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.io.AtomicFile;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea clip decode}. */
@Command(
        name = "decode",
        header = "Write a clip's frames as raw RGB bytes.",
        description = "Writes RGB bytes, row by row, frame after frame. The file appears once it is complete.",
        footerHeading = "%nExample:%n",
        footer = "  fovea clip decode drive.mkv -o drive.raw --frames 0..99")
public final class ClipDecodeCommand implements Callable<Integer> {
    @ParentCommand
    private ClipCommand parent;

    @Parameters(paramLabel = "CLIP", description = "A video file.")
    private Path input;

    @Mixin
    private final OutputOption output = OutputOption.required("FILE.raw", "The file to write.");

    @Option(
            names = "--frames",
            paramLabel = "A..B",
            converter = FrameRange.Converter.class,
            description = "Only frames A to B, counted from 0. Default: all.",
            showDefaultValue = Visibility.NEVER)
    private FrameRange asked;

    @Mixin
    private final ColoursOption colours = new ColoursOption();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = parent.fovea();
        output.verifyFree(force);
        Clip clip = Clip.open(input).withColours(colours.choice());
        FrameRange range = FrameRange.of(asked, clip.frameCount());
        long bytes = range.count() * clip.size().rgbBytes();
        Outputs.verifySpace(output.path(), bytes);
        long start = System.nanoTime();
        try (AtomicFile file = AtomicFile.create(output.path(), force.given())) {
            try (OutputStream out = Files.newOutputStream(file.path(), StandardOpenOption.CREATE_NEW)) {
                copy(fovea, clip, range, out);
            }
            file.commit();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        fovea.terminal()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %s bytes, %s frames of %s, %s (%.0f frames/s)",
                        output.path(),
                        Text.count(bytes),
                        Text.count(range.count()),
                        clip.size(),
                        Text.seconds(seconds),
                        (range.last() + 1) / seconds));
        return ExitCode.DONE;
    }

    /** Frames before the range are decoded too, because those in it are made from them. */
    private static void copy(FoveaCommand fovea, Clip clip, FrameRange range, OutputStream out) throws IOException {
        byte[] rgb = new byte[clip.size().rgbBytes()];
        try (FrameSource frames = clip.frames();
                Progress progress =
                        new Progress(fovea.terminal(), fovea.quiet(), "decode", range.last() + 1, "frames")) {
            for (long frame = 0; frame <= range.last() && frames.next(rgb); frame++) {
                if (frame >= range.first()) {
                    out.write(rgb);
                }
                progress.update(frame + 1);
            }
            // Asked for one more, the clip says whether it is as long as it seemed.
            if (range.last() == clip.frameCount() - 1) {
                frames.next(rgb);
            }
        }
    }
}
