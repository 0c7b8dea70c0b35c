package org.fovea.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.open.RawMaskFile;
import org.fovea.app.picture.MaskSheet;
import org.fovea.app.picture.MaskSheet.Tile;
import org.fovea.app.picture.Picture;
import org.fovea.app.text.Text;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.Values;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code fovea mask}: commands on class-mask tensors. */
@Command(
        name = "mask",
        header = "Code, decode and show class masks.",
        subcommands = {
            MaskCommand.Look.class,
            MaskCommand.Encode.class,
            MaskCommand.Decode.class,
            MaskCommand.Show.class
        },
        footer = "  fovea mask encode masks.u8 --frames 600 --height 384 --width 512 -o masks.fva")
public final class MaskCommand extends GroupCommand {
    @Command(
            name = "look",
            header = "Run a segmentation network on a clip and code its class masks.",
            description =
                    "Codes the class masks of the second frame of every pair, as an archive of the clip would hold "
                            + "them, as a bare FVA1 file.",
            footer = "  fovea mask look drive.mp4 --evaluators cabin.yaml -o masks.fva && fovea mask show masks.fva "
                    + "-o mask.png")
    static final class Look extends LeafCommand {
        @Parameters(paramLabel = "CLIP", description = "The clip to run it on.")
        private Path input;

        @Mixin
        private final EvaluatorsOption evaluators = new EvaluatorsOption();

        @Option(
                names = "--effort",
                paramLabel = "E",
                defaultValue = "best",
                converter = Values.EffortConverter.class,
                description = "fast, best or max: smaller for more time, also when decoding.")
        private MaskEffort effort;

        @Mixin
        private final OutputOption output = OutputOption.required("OUT", "The file to write.");

        @Mixin
        private final OutputOption.ForceOption force = new OutputOption.ForceOption();

        @Override
        public Integer call() throws IOException, InterruptedException {
            output.verifyFree(force);
            Clip clip = Clip.open(input);
            int pairs = Math.toIntExact(clip.frameCount() / 2);
            if (pairs == 0) {
                throw AppException.badInput(
                        input + ": has " + clip.frameCount() + " frame and therefore no pair; use a longer clip");
            }
            GroundTruth truth = truth(clip, pairs);
            byte[] bytes;
            try (Progress progress = progress("encode", pairs, "frames")) {
                ClassMaskCodec codec = new ClassMaskCodec(effort, (_, done, _) -> progress.update(done));
                bytes = ArchiveFile.encode(truth.masks(), codec).toBytes();
            }
            AtomicFile.write(output.path(), bytes, force.given());
            MaskShape shape = truth.masks().shape();
            out().printf(
                            Locale.ROOT,
                            "%s: %d masks of %d×%d, %d classes, %s bytes, %.5f bit/pixel%n",
                            output.path(),
                            shape.frames(),
                            shape.width(),
                            shape.height(),
                            shape.classes(),
                            Text.count(bytes.length),
                            8.0 * bytes.length / shape.total());
            return ExitCode.DONE;
        }

        private GroundTruth truth(Clip clip, int pairs) throws IOException, InterruptedException {
            try (EvaluatorPair networks = evaluators.open(input, this::note);
                    Progress progress = progress("look", pairs, "pairs")) {
                int threads = threads();
                return GroundTruth.compute(
                        clip.withColours(networks.colours())::frames, networks, threads, progress::update);
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea mask look: " + e.getMessage());
            }
        }
    }

    @Command(
            name = "encode",
            header = "Code raw class ids.",
            description = "Reads class ids, a byte each, frame by frame and row by row, and writes a bare FVA1 file.",
            footer = "  fovea mask encode masks.u8 --frames 600 --height 384 --width 512 --effort best -o masks.fva")
    static final class Encode extends LeafCommand {
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
                converter = Values.EffortConverter.class,
                description = "fast, best or max: smaller for more time, also when decoding.")
        private MaskEffort effort;

        @Mixin
        private final OutputOption output = OutputOption.required("OUT", "The file to write.");

        @Mixin
        private final OutputOption.ForceOption force = new OutputOption.ForceOption();

        @Override
        public Integer call() throws IOException {
            output.verifyFree(force);
            RawMaskFile masks = RawMaskFile.open(input, frames, height, width, checkedClasses());
            long start = System.nanoTime();
            byte[] bytes;
            try (Progress progress = progress("encode", frames, "frames")) {
                ClassMaskCodec codec = new ClassMaskCodec(effort, (_, done, _) -> progress.update(done));
                bytes = ArchiveFile.encode(masks, codec).toBytes();
            }
            AtomicFile.write(output.path(), bytes, force.given());
            MaskShape shape = masks.shape();
            out().printf(
                            java.util.Locale.ROOT,
                            "%s: %s bytes, %.5f bit/pixel, %s%n",
                            output.path(),
                            Text.count(bytes.length),
                            8.0 * bytes.length / shape.total(),
                            Text.seconds((System.nanoTime() - start) / 1e9));
            note(Text.count(shape.total()) + " class ids of " + shape.classes() + " classes");
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

    @Command(
            name = "decode",
            header = "Write class masks as raw class ids.",
            description =
                    "Reads the masks of a bare FVA1 file, an archive or a foreign submission and writes class ids, a "
                            + "byte each, frame by frame and row by row.",
            footer = "  fovea mask decode masks.fva -o masks.u8")
    static final class Decode extends LeafCommand {
        @Parameters(paramLabel = "X", description = "A file with class masks.")
        private Path input;

        @Mixin
        private final OutputOption output = OutputOption.required("OUT.u8", "The file to write.");

        @Mixin
        private final OutputOption.ForceOption force = new OutputOption.ForceOption();

        @Override
        public Integer call() throws IOException {
            output.verifyFree(force);
            Opened file = Opened.open(input);
            MaskShape shape = file.masks().shape();
            Outputs.verifySpace(output.path(), shape.total());
            long start = System.nanoTime();
            try (AtomicFile target = AtomicFile.create(output.path(), force.given())) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.path()), 1 << 16);
                        Progress progress = progress("decode", shape.frames(), "frames")) {
                    copy(file.masks(), out, progress);
                }
                target.commit();
            } catch (FormatException e) {
                throw e.inFile(file.name());
            }
            out().println(output.path() + ": " + Text.count(shape.frames(), "frame") + ", " + shape.height() + " rows, "
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

    /** {@code fovea mask show}. */
    @Command(
            name = "show",
            header = "Render class masks as a PNG picture.",
            description = "Renders one frame, or a contact sheet of evenly spaced frames, in colours that colour-blind "
                    + "people can tell apart, with each class's share of the pixels shown.",
            footer = {
                "  fovea mask show archive.zip --frame 12 -o mask.png",
                "  fovea mask show masks.fva --sheet 4x3 -o sheet.png"
            })
    static final class Show extends LeafCommand {
        private static final int MAX_PIXELS = 100_000_000;

        @Parameters(paramLabel = "X", description = "A file with class masks.")
        private Path input;

        @ArgGroup
        private Choice choice;

        @Mixin
        private final OutputOption output = OutputOption.required("FILE.png", "The picture to write.");

        @Mixin
        private final OutputOption.ForceOption force = new OutputOption.ForceOption();

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
            output.verifyFree(force);
            Opened file = Opened.open(input);
            try {
                Picture picture = draw(file.masks());
                AtomicFile.write(output.path(), picture.toPng(), force.given());
                out().println(output.path() + ": " + picture.width() + "×" + picture.height() + " pixels");
            } catch (FormatException e) {
                throw e.inFile(file.name());
            }
            return ExitCode.DONE;
        }

        private Picture draw(MaskFrames masks) {
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
            return MaskSheet.draw(shape, tiles(masks, wanted), columns, List.of());
        }

        private List<Tile> tiles(MaskFrames masks, List<Integer> wanted) {
            List<Tile> tiles = new ArrayList<>();
            int last = wanted.getLast();
            byte[] frame = new byte[masks.shape().pixels()];
            try (MaskReader reader = masks.open();
                    Progress progress = progress("decode", last + 1L, "frames")) {
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
}
