package org.fovea.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea mask decode}. */
@Command(
        name = "decode",
        header = "Write class masks as raw class ids.",
        description = "Reads the masks of a bare FVA1 file, an archive or a foreign submission and writes class ids, a "
                + "byte each, frame by frame and row by row.",
        footerHeading = "%nExample:%n",
        footer = "  fovea mask decode masks.fva -o masks.u8")
public final class MaskDecodeCommand implements Callable<Integer> {
    @ParentCommand
    private MaskCommand mask;

    @Parameters(paramLabel = "X", description = "A file with class masks.")
    private Path input;

    @Mixin
    private final OutputOption output = OutputOption.required("OUT.u8", "The file to write.");

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = mask.fovea();
        output.verifyFree(force);
        Opened file = Opened.open(input);
        MaskShape shape = file.masks().shape();
        Outputs.verifySpace(output.path(), shape.total());
        long start = System.nanoTime();
        try (AtomicFile target = AtomicFile.create(output.path(), force.given())) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.path()), 1 << 16);
                    Progress progress =
                            new Progress(fovea.terminal(), fovea.quiet(), "decode", shape.frames(), "frames")) {
                copy(file.masks(), out, progress);
            }
            target.commit();
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
        fovea.terminal()
                .out()
                .println(output.path() + ": " + Text.count(shape.frames(), "frame") + ", " + shape.height() + " rows, "
                        + shape.width() + " columns, " + shape.classes() + " classes, "
                        + Text.seconds((System.nanoTime() - start) / 1e9));
        return ExitCode.DONE;
    }

    private static void copy(MaskFrames masks, OutputStream out, Progress progress) throws IOException {
        byte[] frame = new byte[masks.shape().pixels()];
        try (MaskReader reader = masks.open()) {
            for (int done = 1; reader.next(frame); done++) {
                out.write(frame);
                progress.update(done);
            }
        }
    }
}
