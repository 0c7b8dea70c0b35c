package org.fovea.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.app.clips.ClipToEncode;
import org.fovea.app.document.ClipDocument;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.option.ColoursOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairsOption.PairRange;
import org.fovea.cli.option.Values;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.ClipFacts;
import org.fovea.video.clip.FrameCount;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea clip}: commands on video files. */
@Command(
        name = "clip",
        header = "Inspect, decode and encode clips.",
        subcommands = {ClipCommand.Info.class, ClipCommand.Decode.class, ClipCommand.Encode.class},
        footer = {"  fovea clip info drive.mkv", "  fovea clip encode drive.mkv -o copy.mkv --codec av1 --crf 50"})
public final class ClipCommand extends GroupCommand {
    @Command(
            name = "info",
            header = "Describe a clip: frames, size, samples, colour rule.",
            description = "Reads the container and decodes the first frame; all frames with --check.",
            footer = "  fovea clip info drive.mkv --check")
    static final class Info extends LeafCommand {
        @Parameters(paramLabel = "CLIP", description = "A video file, or a folder or pattern of PNG or JPEG pictures.")
        private Path input;

        @Option(names = "--check", description = "Decode every frame to detect damage.")
        private boolean check;

        @Mixin
        private final ColoursOption colours = new ColoursOption();

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            Clip clip = Clip.open(input).withColours(colours.value());
            if (check) {
                decodeAll(clip);
            }
            String hash = clip.sha256();
            print(json, () -> ClipDocument.of(clip, input.toString(), hash, check), () -> text(clip, hash));
            return ExitCode.DONE;
        }

        private void decodeAll(Clip clip) throws IOException {
            byte[] rgb = new byte[clip.size().rgbBytes()];
            try (FrameSource frames = clip.frames();
                    Progress progress = progress("check", clip.frameCount(), "frames")) {
                for (long done = 1; frames.next(rgb); done++) {
                    progress.update(done);
                }
            }
        }

        private String text(Clip clip, String hash) {
            ClipFacts facts = clip.facts();
            String counted = check
                    ? "all decoded"
                    : facts.count().method() == FrameCount.Method.DECODED ? "counted by decoding" : "by packets";
            String rate = facts.frameRate().isKnown() ? facts.frameRate() + " a second" : "rate unknown";
            return input + ": " + facts.codec() + " in " + facts.container() + ", " + Text.count(facts.bytes())
                    + " bytes"
                    + (facts.audio() ? ", with audio, which is ignored" : "") + "\n"
                    + "  frames   " + Text.count(facts.count().frames()) + " (" + counted + ") of " + facts.size()
                    + ", "
                    + rate + "\n"
                    + "  samples  " + facts.pixelFormat() + ", tagged range " + facts.rangeTag() + ", matrix "
                    + facts.matrixTag()
                    + (facts.transferTag().equals("unknown") ? "" : ", transfer " + facts.transferTag()) + "\n"
                    + (facts.orientation().equals("none") ? "" : "  shown    " + facts.orientation() + "\n")
                    + "  colours  " + clip.rule().id() + ": " + clip.rule().title() + "\n"
                    + "  decoder  " + clip.decoder() + "\n"
                    + "  sha256   " + hash + "\n";
        }
    }

    @Command(
            name = "decode",
            header = "Write a clip's frames as raw RGB bytes.",
            description = "Writes RGB bytes, row by row, frame after frame. The file appears once it is complete.",
            footer = "  fovea clip decode drive.mkv -o drive.raw --frames 0..99")
    static final class Decode extends LeafCommand {
        @Parameters(paramLabel = "CLIP", description = "A video file.")
        private Path input;

        @Mixin
        private final OutputOption output = OutputOption.required("FILE.raw", "The file to write.");

        @Option(
                names = "--frames",
                paramLabel = "A..B",
                converter = PairRange.Converter.class,
                description = "Only frames A to B, counted from 0. Default: all.")
        private PairRange asked;

        @Mixin
        private final ColoursOption colours = new ColoursOption();

        @Override
        public Integer call() throws IOException {
            output.verifyFree();
            Clip clip = Clip.open(input).withColours(colours.value());
            PairRange range = PairRange.of(asked, Math.toIntExact(clip.frameCount()), "--frames");
            long bytes = (long) range.count() * clip.size().rgbBytes();
            Outputs.verifySpace(output.path(), bytes);
            long start = System.nanoTime();
            try (AtomicFile file = AtomicFile.create(output.path(), output.force())) {
                try (OutputStream out = Files.newOutputStream(file.path(), StandardOpenOption.CREATE_NEW)) {
                    copy(clip, range, out);
                }
                file.commit();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out().println(String.format(
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
        private void copy(Clip clip, PairRange range, OutputStream out) throws IOException {
            byte[] rgb = new byte[clip.size().rgbBytes()];
            try (FrameSource frames = clip.frames();
                    Progress progress = progress("decode", range.last() + 1L, "frames")) {
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

    @Command(
            name = "encode",
            header = "Write a copy of a clip, or raw frames as a clip.",
            description = "Writes MKV: AV1 for small and degraded copies, FFV1 for lossless ones. The same input and "
                    + "settings give the same bytes.",
            footer = {
                "  fovea clip encode drive.mkv -o degraded.mkv --codec av1 --crf 55 --preset 8",
                "  fovea clip encode 0.raw --size 1164x874 -o drive.mkv --codec ffv1"
            })
    static final class Encode extends LeafCommand {
        private static final int USUAL_CRF = 40;
        private static final int USUAL_PRESET = 8;
        private static final int MAX_RATE = 1000;

        @Parameters(paramLabel = "INPUT", description = "A clip, or raw frames with --size.")
        private Path input;

        @Mixin
        private final OutputOption output = OutputOption.required("OUT.mkv", "The clip to write.");

        @Option(names = "--codec", paramLabel = "av1|ffv1", defaultValue = "av1", description = "The codec to write.")
        private ClipSettings.Codec codec;

        @Option(names = "--crf", paramLabel = "N", description = "Quality of AV1, 0 (best) to 63. Default: 40.")
        private Integer crf;

        @Option(names = "--preset", paramLabel = "N", description = "Effort of AV1, 0 (slowest) to 13. Default: 8.")
        private Integer preset;

        @Option(
                names = "--size",
                paramLabel = "WxH",
                converter = Values.FrameSizeConverter.class,
                description = "Read INPUT as raw frames of this size: RGB bytes, red first.")
        private FrameSize size;

        @Mixin
        private final ColoursOption colours = new ColoursOption();

        @Option(names = "--rate", paramLabel = "N", description = "Frames per second of raw frames. Default: 20.")
        private Integer rate;

        @Override
        public Integer call() throws IOException {
            ClipSettings settings = settings();
            output.verifyFree();
            long start = System.nanoTime();
            try (ClipToEncode from = ClipToEncode.open(input, size, colours.value())) {
                FrameRate told = rate == null ? from.rate() : new FrameRate(rate, 1);
                try (ClipWriter writer = writer(from.frames().size(), told, settings)) {
                    copy(from, writer);
                    writer.commit();
                }
                report(from, from.frames().size(), (System.nanoTime() - start) / 1e9);
            }
            return ExitCode.DONE;
        }

        private ClipSettings settings() {
            if (codec == ClipSettings.Codec.FFV1 && (crf != null || preset != null)) {
                throw AppException.usage("--crf and --preset are for --codec av1; ffv1 is lossless");
            }
            if (rate != null && (size == null || rate < 1 || rate > MAX_RATE)) {
                throw AppException.usage("--rate is 1 to " + MAX_RATE + ", for raw frames (--size) only");
            }
            try {
                return codec == ClipSettings.Codec.FFV1
                        ? ClipSettings.ffv1()
                        : ClipSettings.av1(crf == null ? USUAL_CRF : crf, preset == null ? USUAL_PRESET : preset);
            } catch (IllegalArgumentException _) {
                throw AppException.usage(
                        "--crf must be 0 to " + ClipSettings.MAX_CRF + ", --preset 0 to " + ClipSettings.MAX_PRESET);
            }
        }

        private ClipWriter writer(FrameSize frameSize, FrameRate told, ClipSettings settings) throws IOException {
            try {
                return ClipWriter.create(output.path(), frameSize, told, settings, output.force());
            } catch (IllegalArgumentException e) {
                throw AppException.usage(e.getMessage() + "; use --codec ffv1");
            }
        }

        private void copy(ClipToEncode from, ClipWriter writer) throws IOException {
            byte[] rgb = new byte[from.frames().size().rgbBytes()];
            try (Progress progress = progress("encode", from.count(), "frames")) {
                for (long done = 1; from.frames().next(rgb); done++) {
                    writer.write(rgb);
                    progress.update(done);
                }
            }
        }

        private void report(ClipToEncode from, FrameSize frameSize, double seconds) throws IOException {
            out().println(String.format(
                    Locale.ROOT,
                    "%s: %s bytes, %s frames of %s, %s",
                    output.path(),
                    Text.count(Files.size(output.path())),
                    Text.count(from.count()),
                    frameSize,
                    Text.seconds(seconds)));
        }
    }
}
