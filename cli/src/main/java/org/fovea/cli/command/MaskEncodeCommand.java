package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.RawMaskFile;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.EffortConverter;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea mask encode}. */
@Command(
        name = "encode",
        header = "Code raw class ids.",
        description = "Reads class ids, a byte each, frame by frame and row by row, and writes a bare FVA1 file.",
        footerHeading = "%nExample:%n",
        footer = "  fovea mask encode masks.u8 --frames 600 --height 384 --width 512 --effort best -o masks.fva")
public final class MaskEncodeCommand implements Callable<Integer> {
    @ParentCommand
    private MaskCommand mask;

    @Parameters(paramLabel = "IN.u8", description = "The class ids.")
    private Path input;

    @Option(names = "--frames", paramLabel = "T", required = true, description = "Number of frames, 1..40000000.")
    private Integer frames;

    @Option(names = "--height", paramLabel = "H", required = true, description = "Rows of a frame, 1..4096.")
    private Integer height;

    @Option(names = "--width", paramLabel = "W", required = true, description = "Columns of a frame, 1..4096.")
    private Integer width;

    @Option(
            names = "--classes",
            paramLabel = "C",
            description = "Number of classes, 2..256. Default: taken from the data.",
            showDefaultValue = Visibility.NEVER)
    private int classes;

    @Option(
            names = "--effort",
            paramLabel = "E",
            defaultValue = "best",
            converter = EffortConverter.class,
            description = "fast, best or max: smaller for more time, also when decoding.")
    private MaskEffort effort;

    @Mixin
    private final OutputOption output = OutputOption.required("OUT", "The file to write.");

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = mask.fovea();
        output.verifyFree(force);
        RawMaskFile masks = RawMaskFile.open(input, frames, height, width, checkedClasses());
        long start = System.nanoTime();
        byte[] bytes;
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "encode", frames, "frames")) {
            ClassMaskCodec codec = new ClassMaskCodec(effort, (done, _) -> progress.update(done));
            bytes = ArchiveFile.encode(masks, codec).toBytes();
        }
        AtomicFile.write(output.path(), bytes, force.given());
        MaskShape shape = masks.shape();
        fovea.terminal()
                .out()
                .printf(
                        java.util.Locale.ROOT,
                        "%s: %s bytes, %.5f bit/pixel, %s%n",
                        output.path(),
                        Text.count(bytes.length),
                        8.0 * bytes.length / shape.total(),
                        Text.seconds((System.nanoTime() - start) / 1e9));
        fovea.note(Text.count(shape.total()) + " class ids of " + shape.classes() + " classes");
        return ExitCode.DONE;
    }

    private int checkedClasses() {
        checkRange("--frames", frames, ArchiveHeader.MAX_PAIRS);
        checkRange("--height", height, MaskShape.MAX_SIDE);
        checkRange("--width", width, MaskShape.MAX_SIDE);
        if (classes != 0 && (classes < 2 || classes > MaskShape.MAX_CLASSES)) {
            throw AppException.usage("--classes " + classes + " is not in 2.." + MaskShape.MAX_CLASSES);
        }
        return classes;
    }

    private static void checkRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw AppException.usage(option + " " + value + " is not in 1.." + most);
        }
    }
}
