package org.fovea.cli.command.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.clips.ClipToEncode;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ColoursOption;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.FrameSizeConverter;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea clip encode}. */
@Command(
        name = "encode",
        header = "Write a copy of a clip, or raw frames as a clip.",
        description = "Writes MKV: AV1 for small and degraded copies, FFV1 for lossless ones. The same input and "
                + "settings give the same bytes.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea clip encode drive.mkv -o degraded.mkv --codec av1 --crf 55 --preset 8",
            "  fovea clip encode 0.raw --size 1164x874 -o drive.mkv --codec ffv1",
            "  fovea clip encode uvg.yuv --size 1920x1080 --format yuv420p -o uvg.mkv --codec ffv1",
            "  ffmpeg -i drive.flv -f yuv4mpegpipe - | fovea clip encode - -o drive.mkv --codec ffv1"
        })
public final class ClipEncodeCommand implements Callable<Integer> {
    /** Names of {@link ClipSettings.Codec} as they are typed. */
    enum CodecName {
        av1,
        ffv1
    }

    private static final int USUAL_CRF = 40;
    private static final int USUAL_PRESET = 8;
    private static final int MAX_RATE = 1000;

    @ParentCommand
    private ClipCommand parent;

    @Parameters(paramLabel = "INPUT", description = "A clip, raw frames with --size, or - for standard input.")
    private Path input;

    @Mixin
    private final OutputOption output = OutputOption.required("OUT.mkv", "The clip to write.");

    @Option(names = "--codec", paramLabel = "av1|ffv1", defaultValue = "av1", description = "The codec to write.")
    private CodecName codec;

    @Option(
            names = "--crf",
            paramLabel = "N",
            description = "Quality of AV1, 0 (best) to 63. Default: 40.",
            showDefaultValue = Visibility.NEVER)
    private Integer crf;

    @Option(
            names = "--preset",
            paramLabel = "N",
            description = "Effort of AV1, 0 (slowest) to 13. Default: 8.",
            showDefaultValue = Visibility.NEVER)
    private Integer preset;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = FrameSizeConverter.class,
            description = "Read INPUT as raw frames of this size.")
    private FrameSize size;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "What raw samples are, by FFmpeg's name, as in yuv420p. Default: RGB bytes, red first.",
            showDefaultValue = Visibility.NEVER)
    private String format;

    @Mixin
    private final ColoursOption colours = new ColoursOption();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Frames per second of raw frames. Default: 20.",
            showDefaultValue = Visibility.NEVER)
    private Integer rate;

    @Option(names = "--trust-layout", description = "Accept raw frames as RGB although they do not look like it.")
    private boolean trustLayout;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = parent.fovea();
        ClipSettings settings = settings();
        output.verifyFree(force);
        long start = System.nanoTime();
        try (ClipToEncode from = ClipToEncode.open(input, System.in, size, format, colours.choice())) {
            verifyLayout(from);
            FrameRate told = rate == null ? from.rate() : new FrameRate(rate, 1);
            try (ClipWriter writer = writer(from.frames().size(), told, settings)) {
                copy(fovea, from, writer);
                writer.commit();
            }
            report(fovea, from, from.frames().size(), (System.nanoTime() - start) / 1e9);
        }
        return ExitCode.DONE;
    }

    /** Planes of 4:4:4 are as long as RGB, and a clip made of them would be wrong without anybody noticing. */
    private void verifyLayout(ClipToEncode from) {
        if (from.objection().isPresent() && !trustLayout) {
            throw AppException.badInput(
                    from.objection().get() + "; write RGB, red first, or add --trust-layout if the layout is right");
        }
    }

    private ClipSettings settings() {
        if (codec == CodecName.ffv1 && (crf != null || preset != null)) {
            throw AppException.usage("--crf and --preset are for --codec av1; ffv1 is lossless");
        }
        if (format != null && size == null) {
            throw AppException.usage("--format is for raw frames; add --size WxH");
        }
        if (rate != null && (size == null || rate < 1 || rate > MAX_RATE)) {
            throw AppException.usage("--rate is 1 to " + MAX_RATE + ", for raw frames (--size) only");
        }
        try {
            return codec == CodecName.ffv1
                    ? ClipSettings.ffv1()
                    : ClipSettings.av1(crf == null ? USUAL_CRF : crf, preset == null ? USUAL_PRESET : preset);
        } catch (IllegalArgumentException _) {
            throw AppException.usage(
                    "--crf must be 0 to " + ClipSettings.MAX_CRF + ", --preset 0 to " + ClipSettings.MAX_PRESET);
        }
    }

    private ClipWriter writer(FrameSize frameSize, FrameRate told, ClipSettings settings) throws IOException {
        try {
            return ClipWriter.create(output.path(), frameSize, told, settings, force.given());
        } catch (IllegalArgumentException e) {
            throw AppException.usage(e.getMessage() + "; use --codec ffv1");
        }
    }

    private static void copy(FoveaCommand fovea, ClipToEncode from, ClipWriter writer) throws IOException {
        byte[] rgb = new byte[from.frames().size().rgbBytes()];
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "encode", from.count(), "frames")) {
            for (long done = 1; from.frames().next(rgb); done++) {
                writer.write(rgb);
                progress.update(done);
            }
        }
    }

    private void report(FoveaCommand fovea, ClipToEncode from, FrameSize frameSize, double seconds) throws IOException {
        fovea.terminal()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %s bytes, %s frames of %s, %s",
                        output.path(),
                        Text.count(Files.size(output.path())),
                        Text.count(from.count()),
                        frameSize,
                        Text.seconds(seconds)));
    }
}
