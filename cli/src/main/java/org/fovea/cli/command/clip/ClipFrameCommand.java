package org.fovea.cli.command.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ColoursOption;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.io.AtomicFile;
import org.fovea.render.frame.PngWriter;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea clip frame}. */
@Command(
        name = "frame",
        header = "Write one frame of a clip as a picture.",
        footerHeading = "%nExample:%n",
        footer = "  fovea clip frame drive.mkv 17 -o frame17.png")
public final class ClipFrameCommand implements Callable<Integer> {
    @ParentCommand
    private ClipCommand parent;

    @Parameters(index = "0", paramLabel = "CLIP", description = "A video file.")
    private Path input;

    @Parameters(index = "1", paramLabel = "N", description = "Number of the frame, counted from 0.")
    private Long number;

    @Mixin
    private final OutputOption output = OutputOption.required("OUT.png", "The picture to write.");

    @Mixin
    private final ColoursOption colours = new ColoursOption();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = parent.fovea();
        output.verifyFree(force);
        Clip clip = Clip.open(input).withColours(colours.choice());
        if (number < 0 || number >= clip.frameCount()) {
            throw AppException.usage("frame " + number + " is not in 0.." + (clip.frameCount() - 1));
        }
        byte[] rgb = new byte[clip.size().rgbBytes()];
        try (FrameSource frames = clip.frames();
                Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "decode", number + 1, "frames")) {
            for (long frame = 0; frame <= number; frame++) {
                if (!frames.next(rgb)) {
                    throw new IllegalStateException("the clip ends before frame " + frame);
                }
                progress.update(frame + 1);
            }
        }
        AtomicFile.write(
                output.path(),
                PngWriter.rgb(rgb, clip.size().height(), clip.size().width()),
                force.given());
        fovea.terminal().out().println(output.path() + ": frame " + number + " of " + input + ", " + clip.size());
        return ExitCode.DONE;
    }
}
