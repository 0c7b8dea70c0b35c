package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.Opened;
import org.fovea.app.picture.MaskSheet;
import org.fovea.app.picture.MaskSheet.Tile;
import org.fovea.app.picture.Picture;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code fovea mask show}. */
@Command(
        name = "show",
        header = "Render class masks as a PNG picture.",
        description =
                "Renders one frame, or a contact sheet of evenly spaced frames, in colours that colour-blind people "
                        + "can tell apart, with each class's share of the pixels shown.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea mask show archive.zip --frame 12 -o mask.png",
            "  fovea mask show masks.fva --sheet 4x3 -o sheet.png"
        })
public final class MaskShowCommand implements Callable<Integer> {
    private static final int MAX_PIXELS = 100_000_000;

    @ParentCommand
    private MaskCommand mask;

    @Parameters(paramLabel = "X", description = "A file with class masks.")
    private Path input;

    @ArgGroup
    private Choice choice;

    @Mixin
    private final OutputOption output = OutputOption.required("FILE.png", "The picture to write.");

    @Mixin
    private final ForceOption force = new ForceOption();

    static final class Choice {
        @Option(
                names = "--frame",
                paramLabel = "N",
                description = "One frame, counted from 0. Default: frame 0.",
                showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
        private int frame;

        @Option(
                names = "--sheet",
                paramLabel = "COLSxROWS",
                converter = GridConverter.class,
                description = "A contact sheet.")
        private Grid sheet;
    }

    /** Frames side by side and one above the other. */
    record Grid(int columns, int rows) {}

    static final class GridConverter implements ITypeConverter<Grid> {
        @Override
        public Grid convert(String text) {
            if (!text.matches("[1-9]\\d?x[1-9]\\d?")) {
                throw new TypeConversionException("'" + text + "' is not COLSxROWS, for example 4x3");
            }
            int by = text.indexOf('x');
            return new Grid(Integer.parseInt(text.substring(0, by)), Integer.parseInt(text.substring(by + 1)));
        }
    }

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = mask.fovea();
        output.verifyFree(force);
        Opened file = Opened.open(input);
        try {
            Picture picture = draw(fovea, file.masks());
            AtomicFile.write(output.path(), picture.toPng(), force.given());
            fovea.terminal().out().println(output.path() + ": " + picture.width() + "×" + picture.height() + " pixels");
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
        return ExitCode.DONE;
    }

    private Picture draw(FoveaCommand fovea, MaskFrames masks) {
        MaskShape shape = masks.shape();
        List<Integer> wanted;
        int columns = 1;
        if (choice == null || choice.sheet == null) {
            int index = choice == null ? 0 : choice.frame;
            if (index < 0 || index >= shape.frames()) {
                throw AppException.usage("--frame " + index + " is not in 0.." + (shape.frames() - 1));
            }
            wanted = List.of(index);
        } else {
            columns = choice.sheet.columns();
            wanted = MaskSheet.spread(shape.frames(), columns * choice.sheet.rows());
        }
        long pixels = MaskSheet.pixels(shape, wanted.size(), columns);
        if (Math.max(pixels, (long) shape.pixels() * wanted.size()) > MAX_PIXELS) {
            throw AppException.usage(wanted.size() + " frames of " + shape.width() + "×" + shape.height()
                    + " are too large a picture; ask for fewer frames");
        }
        return MaskSheet.draw(shape, tiles(fovea, masks, wanted), columns, List.of());
    }

    private static List<Tile> tiles(FoveaCommand fovea, MaskFrames masks, List<Integer> wanted) {
        List<Tile> tiles = new ArrayList<>();
        int last = wanted.getLast();
        byte[] frame = new byte[masks.shape().pixels()];
        try (MaskReader reader = masks.open();
                Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "decode", last + 1L, "frames")) {
            for (int index = 0; index <= last && reader.next(frame); index++) {
                if (wanted.contains(index)) {
                    tiles.add(new Tile("frame " + index, frame.clone()));
                }
                progress.update(index + 1L);
            }
        }
        return tiles;
    }
}
