package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.bench.MaskTimes;
import org.fovea.app.open.Opened;
import org.fovea.cli.option.EffortConverter;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea bench masks}. */
@Command(
        name = "masks",
        hidden = true,
        header = "Measure the mask coder by the number of classes.",
        description = {
            "Codes the class masks of an archive, and the same masks with their classes split into more: by "
                    + "connected region",
            "(the boundaries stay) and by place in the frame (new boundaries, all classes occur). Shows bytes and "
                    + "times."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea bench masks pr77_payload.bin --classes 19,65,150 --frames 120 --effort fast,best")
public final class BenchMasksCommand implements Callable<Integer> {
    @ParentCommand
    private BenchCommand bench;

    @Parameters(index = "0", paramLabel = "FILE", description = "An archive or submission with class masks.")
    private Path input;

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "N",
            defaultValue = "19,65,150",
            description = "Numbers of classes to split into, up to 256.")
    private List<Integer> classes;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "120", description = "Frames, from the first one.")
    private int frames;

    @Option(
            names = "--effort",
            split = ",",
            paramLabel = "E",
            defaultValue = "fast,best",
            converter = EffortConverter.class,
            description = "Efforts.")
    private List<MaskEffort> efforts;

    @Override
    public Integer call() throws IOException {
        if (frames < 1) {
            throw AppException.usage("fovea bench masks: --frames must be 1 or more");
        }
        Opened file = Opened.open(input);
        try {
            int least = file.masks().shape().classes();
            for (int count : classes) {
                if (count < least || count > MaskShape.MAX_CLASSES) {
                    throw AppException.usage(
                            "--classes " + count + " is not in " + least + ".." + MaskShape.MAX_CLASSES);
                }
            }
            MaskTimes.run(file.masks(), frames, classes, efforts, bench.out());
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
        return ExitCode.DONE;
    }
}
