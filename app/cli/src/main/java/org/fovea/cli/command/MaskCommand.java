package org.fovea.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fovea.app.AppException;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.open.RawMaskFile;
import org.fovea.app.picture.FrameSheet;
import org.fovea.app.picture.FrameSheet.Tile;
import org.fovea.app.text.Text;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.OutputOption;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    /** Codes class masks as a bare FVA1 file. */
    abstract static class Coding extends LeafCommand {
        @Option(
                names = "--effort",
                paramLabel = "E",
                defaultValue = "best",
                description = "fast, best or max: smaller for more time, also when decoding.")
        private MaskEffort effort;

        @Mixin
        final OutputOption output = OutputOption.required("OUT", "The file to write.");

        /** Codes and writes them; gives the size of the file. */
        final int write(MaskFrames masks) throws IOException {
            byte[] bytes;
            try (Progress progress = progress("encode", masks.shape().frames(), "frames")) {
                ClassMaskCodec codec = new ClassMaskCodec(effort, (_, done, _) -> progress.update(done));
                bytes = ArchiveFile.encode(masks, codec).toBytes();
            }
            output.write(bytes);
            return bytes.length;
        }
    }

    @Command(
            name = "look",
            header = "Run a segmentation network on a clip and code its class masks.",
            description =
                    "Codes the class masks of the second frame of every pair, as an archive of the clip would hold "
                            + "them, as a bare FVA1 file.",
            footer = "  fovea mask look drive.mp4 --evaluators cabin.yaml -o masks.fva && fovea mask show masks.fva "
                    + "-o mask.png")
    static final class Look extends Coding {
        @Parameters(paramLabel = "CLIP", description = "The clip to run it on.")
        private Path input;

        @Mixin
        private final EvaluatorsOption evaluators = new EvaluatorsOption();

        @Override
        public Integer call() throws IOException, InterruptedException {
            output.verifyFree();
            Clip clip = Clip.open(input);
            int pairs = Math.toIntExact(clip.frameCount() / 2);
            if (pairs == 0) {
                throw AppException.badInput(
                        input + ": has " + clip.frameCount() + " frame and therefore no pair; use a longer clip");
            }
            GroundTruth truth = truth(clip, pairs);
            int bytes = write(truth.masks());
            MaskShape shape = truth.masks().shape();
            out().printf(
                            Locale.ROOT,
                            "%s: %d masks of %d×%d, %d classes, %s bytes, %.5f bit/pixel%n",
                            output.path(),
                            shape.frames(),
                            shape.width(),
                            shape.height(),
                            shape.classes(),
                            Text.count(bytes),
                            8.0 * bytes / shape.total());
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
    static final class Encode extends Coding {
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

        @Override
        public Integer call() throws IOException {
            output.verifyFree();
            RawMaskFile masks = RawMaskFile.open(input, frames, height, width, checkedClasses());
            long start = System.nanoTime();
            int bytes = write(masks);
            MaskShape shape = masks.shape();
            out().printf(
                            java.util.Locale.ROOT,
                            "%s: %s bytes, %.5f bit/pixel, %s%n",
                            output.path(),
                            Text.count(bytes),
                            8.0 * bytes / shape.total(),
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

        @Override
        public Integer call() throws IOException {
            output.verifyFree();
            Opened file = Opened.open(input);
            MaskShape shape = file.masks().shape();
            Outputs.verifySpace(output.path(), shape.total());
            long start = System.nanoTime();
            try (AtomicFile target = AtomicFile.create(output.path(), output.force())) {
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

    @Command(
            name = "show",
            header = "Render class masks as a PNG picture.",
            description = "Renders one frame in colours that colour-blind people can tell apart, and prints each "
                    + "class's share of its pixels.",
            footer = "  fovea mask show archive.zip --frame 12 -o mask.png")
    static final class Show extends LeafCommand {
        /** Smaller frames are enlarged by a whole factor. */
        private static final int SIDE = 768;

        @Parameters(paramLabel = "X", description = "A file with class masks.")
        private Path input;

        @Option(names = "--frame", paramLabel = "N", defaultValue = "0", description = "The frame, counted from 0.")
        private int frame;

        @Mixin
        private final OutputOption output = OutputOption.required("FILE.png", "The picture to write.");

        @Override
        public Integer call() throws IOException {
            output.verifyFree();
            Opened file = Opened.open(input);
            MaskShape shape = file.masks().shape();
            if (frame < 0 || frame >= shape.frames()) {
                throw AppException.usage("--frame " + frame + " is not in 0.." + (shape.frames() - 1));
            }
            byte[] ids = new byte[shape.pixels()];
            try (MaskReader reader = file.masks().open();
                    Progress progress = progress("decode", frame + 1L, "frames")) {
                for (int index = 0; index <= frame && reader.next(ids); index++) {
                    progress.update(index + 1L);
                }
            } catch (FormatException e) {
                throw e.inFile(file.name());
            }
            int up = Math.max(1, SIDE / Math.max(shape.width(), shape.height()));
            Tile tile = Tile.ofClasses("frame " + frame, shape.width(), shape.height(), ids);
            byte[] png = FrameSheet.draw(List.of(tile), 1, up * shape.width(), up * shape.height());
            output.write(png);
            out().println(output.path() + ": frame " + frame + " of " + shape.width() + "×" + shape.height() + ", "
                    + shares(shape, ids));
            return ExitCode.DONE;
        }

        private static String shares(MaskShape shape, byte[] ids) {
            long[] counts = new long[shape.classes()];
            for (byte id : ids) {
                counts[id & 0xff]++;
            }
            return IntStream.range(0, counts.length)
                    .filter(id -> counts[id] > 0)
                    .mapToObj(id -> "class " + id + " " + Text.percent((double) counts[id] / ids.length))
                    .collect(Collectors.joining(", "));
        }
    }
}
