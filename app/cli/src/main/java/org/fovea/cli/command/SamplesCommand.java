package org.fovea.cli.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.Values;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.samples.drive.DriveClass;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.EgoMotion;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "samples",
        header = "Generate synthetic drives.",
        subcommands = SamplesCommand.Generate.class,
        footer = "  fovea samples generate -o drive.mkv --pairs 60 --size 640x480 --seed 7")
public final class SamplesCommand extends GroupCommand {
    @Command(
            name = "generate",
            header = "Render a synthetic drive as a clip.",
            description =
                    "Writes MKV at 20 frames per second, optionally with the class of every pixel and the camera's "
                            + "motion, both exact. Equal arguments give equal frames on every machine.",
            footer = {
                "  fovea samples generate -o drive.mkv --pairs 60 --size 640x480 --seed 7",
                "  fovea samples generate -o night.mkv --night --lossless --labels night.u8 --poses night.csv"
            })
    static final class Generate extends LeafCommand {
        private static final int USUAL_CRF = 18;
        private static final int PRESET = 8;
        private static final int MAX_PAIRS = 1_000_000;

        @Mixin
        private final OutputOption output = OutputOption.required("OUT.mkv", "The clip to write.");

        @Option(names = "--pairs", paramLabel = "N", defaultValue = "60", description = "Pairs of frames.")
        private int pairs;

        @Option(
                names = "--size",
                paramLabel = "WxH",
                defaultValue = "640x480",
                converter = Values.FrameSizeConverter.class,
                description = "Size of the frames.")
        private FrameSize size;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Each seed gives another drive.")
        private long seed;

        @Option(names = "--night", description = "Drive at night.")
        private boolean night;

        @Option(names = "--lossless", description = "Write lossless FFV1 instead of AV1.")
        private boolean lossless;

        @Option(names = "--crf", paramLabel = "N", description = "Quality of AV1, 0 (best) to 63. Default: 18.")
        private Integer crf;

        @Option(
                names = "--labels",
                paramLabel = "FILE.u8",
                description = "Write the classes of every frame: a byte per pixel, frame by frame, row by row.")
        private Path labels;

        @Option(
                names = "--poses",
                paramLabel = "FILE.csv",
                description = "Write the camera's motion from each pair's first frame to its second.")
        private Path poses;

        @Override
        public Integer call() throws IOException {
            DriveSettings drive = drive();
            ClipSettings clip = clip();
            output.verifyFree();
            if (labels != null) {
                Outputs.verifyFree(labels, output.force());
                Outputs.verifySpace(labels, 2L * pairs * size.pixels());
            }
            Outputs.verifyFree(poses, output.force());
            long start = System.nanoTime();
            try (SyntheticDrive frames = new SyntheticDrive(drive);
                    ClipWriter writer = writer(clip);
                    AtomicFile labelFile = labels == null ? null : AtomicFile.create(labels, output.force());
                    AtomicFile poseFile = poses == null ? null : AtomicFile.create(poses, output.force())) {
                draw(frames, writer, Optional.ofNullable(labelFile), Optional.ofNullable(poseFile));
                writer.commit();
                if (labelFile != null) {
                    labelFile.commit();
                }
                if (poseFile != null) {
                    poseFile.commit();
                }
            }
            report((System.nanoTime() - start) / 1e9);
            return ExitCode.DONE;
        }

        private DriveSettings drive() {
            if (pairs < 1 || pairs > MAX_PAIRS) {
                throw AppException.usage("--pairs must be 1 to " + MAX_PAIRS);
            }
            try {
                return new DriveSettings(size, 2L * pairs, seed, night ? TimeOfDay.NIGHT : TimeOfDay.DAY);
            } catch (IllegalArgumentException e) {
                throw AppException.usage(e.getMessage());
            }
        }

        private ClipSettings clip() {
            if (lossless && crf != null) {
                throw AppException.usage("--crf is for AV1, not with --lossless");
            }
            try {
                return (lossless ? ClipSettings.ffv1() : ClipSettings.av1(crf == null ? USUAL_CRF : crf, PRESET))
                        .titled(DriveSettings.TITLE);
            } catch (IllegalArgumentException _) {
                throw AppException.usage("--crf must be 0 to " + ClipSettings.MAX_CRF);
            }
        }

        private ClipWriter writer(ClipSettings clip) throws IOException {
            try {
                FrameRate rate = new FrameRate(DriveSettings.FRAMES_PER_SECOND, 1);
                return ClipWriter.create(output.path(), size, rate, clip, output.force());
            } catch (IllegalArgumentException e) {
                throw AppException.usage(e.getMessage() + "; add --lossless");
            }
        }

        private void draw(
                SyntheticDrive frames, ClipWriter writer, Optional<AtomicFile> labelFile, Optional<AtomicFile> poseFile)
                throws IOException {
            byte[] rgb = new byte[size.rgbBytes()];
            try (Progress progress = progress("draw", 2L * pairs, "frames");
                    OutputStream labelOut = labelFile.isEmpty()
                            ? OutputStream.nullOutputStream()
                            : Files.newOutputStream(labelFile.get().path());
                    BufferedWriter poseOut = new BufferedWriter(new OutputStreamWriter(
                            poseFile.isEmpty()
                                    ? OutputStream.nullOutputStream()
                                    : Files.newOutputStream(poseFile.get().path()),
                            StandardCharsets.UTF_8))) {
                poseOut.write("pair," + String.join(",", EgoMotion.NAMES) + "\n");
                while (frames.next(rgb)) {
                    writer.write(rgb);
                    if (labelFile.isPresent()) {
                        labelOut.write(frames.labels());
                    }
                    if (frames.frame() % 2 == 1) {
                        poseOut.write(line(frames.frame() / 2, frames.motion()));
                    }
                    progress.update(frames.frame() + 1);
                }
            }
        }

        private static String line(long pair, EgoMotion motion) {
            StringBuilder line = new StringBuilder(Long.toString(pair));
            for (double value : motion.values()) {
                line.append(',').append(String.format(Locale.ROOT, "%.9f", value));
            }
            return line.append('\n').toString();
        }

        private void report(double seconds) throws IOException {
            out().println(String.format(
                    Locale.ROOT,
                    "%s: %s bytes, %s pairs of %s, %s",
                    output.path(),
                    Text.count(Files.size(output.path())),
                    Text.count(pairs),
                    size,
                    Text.seconds(seconds)));
            if (labels != null) {
                out().println(labels + ": classes " + String.join(", ", DriveClass.labels()) + " as 0 to "
                        + (DriveClass.values().length - 1));
            }
            if (poses != null) {
                out().println(poses + ": " + Text.count(pairs) + " motions");
            }
        }
    }
}
