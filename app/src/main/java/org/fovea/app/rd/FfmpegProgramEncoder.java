package org.fovea.app.rd;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.fovea.app.AppException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.av1.Av1Stream;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.program.ProgramFailure;

/**
 * AV1, HEVC or VVC by an {@code ffmpeg} program. It is given the same 4:2:0 samples as SVT-AV1, writes a stream without a container, whose size is
 * charged, and decodes it again into a lossless clip.
 */
final class FfmpegProgramEncoder implements AnchorEncoder {
    private static final int USUAL_RATE = 20;
    private static final int TEMPORAL_DELIMITER = 2;
    private static final String KEY_INTERVAL = "240";

    private final FfmpegProgram program;
    private final AnchorCodec codec;

    FfmpegProgramEncoder(FfmpegProgram program, AnchorCodec codec) {
        this.program = program;
        this.codec = codec;
    }

    @Override
    public String version() {
        return codec.encoder() + " of ffmpeg " + program.version();
    }

    @Override
    public CodedClip encode(
            FrameSource frames, FrameRate rate, AnchorSettings settings, Path folder, LongConsumer progress)
            throws IOException, InterruptedException {
        Path stream = folder.resolve("rival." + format(codec));
        Path decoded = folder.resolve("decoded.mkv");
        Path log = folder.resolve("ffmpeg.log");
        try {
            program.run(encoding(frames.size(), rate, settings, stream), log, in -> feed(frames, in, progress));
            program.run(decoding(stream, decoded), log, in -> {});
        } catch (ProgramFailure e) {
            throw AppException.environment(e.getMessage() + "; leave its codec out with --codecs", e);
        }
        return new CodedClip(decoded, bytes(stream));
    }

    /** FFmpeg's name of the stream without a container. */
    private static String format(AnchorCodec codec) {
        return switch (codec) {
            case AV1, AV1_PATH -> "obu";
            case HEVC -> "hevc";
            case VVC -> "vvc";
        };
    }

    /** AV1's temporal delimiters only say where a frame begins, which a container says otherwise; SVT-AV1 in this process has none either. */
    private long bytes(Path stream) throws IOException {
        if (codec != AnchorCodec.AV1_PATH) {
            return Files.size(stream);
        }
        byte[] units = Files.readAllBytes(stream);
        return units.length
                - (long) TEMPORAL_DELIMITER * Av1Stream.parse("AV1", units).units();
    }

    /** Without its note of settings, which some encoders put into the stream. */
    private static List<String> encoding(FrameSize size, FrameRate rate, AnchorSettings settings, Path stream) {
        String perSecond = rate.isKnown() ? rate.numerator() + "/" + rate.denominator() : Integer.toString(USUAL_RATE);
        List<String> arguments = new ArrayList<>(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of("-s", size.width() + "x" + size.height(), "-r", perSecond, "-i", "pipe:0"));
        arguments.addAll(List.of("-an", "-c:v", settings.codec().ffmpegName(), "-preset", settings.preset()));
        String quality = Integer.toString(settings.crf());
        switch (settings.codec()) {
            case AV1, AV1_PATH -> arguments.addAll(List.of("-crf", quality, "-g", KEY_INTERVAL));
            case HEVC -> arguments.addAll(List.of("-crf", quality, "-x265-params", "info=0:log-level=error"));
            case VVC -> arguments.addAll(List.of("-pix_fmt", "yuv420p10le", "-qp", quality));
        }
        arguments.addAll(List.of("-f", format(settings.codec())));
        arguments.add("file:" + stream.toAbsolutePath());
        return arguments;
    }

    private static List<String> decoding(Path stream, Path decoded) {
        List<String> arguments = new ArrayList<>(List.of("-i", "file:" + stream.toAbsolutePath()));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", "ffv1", "-level", "3", "-f", "matroska"));
        arguments.add("file:" + decoded.toAbsolutePath());
        return arguments;
    }

    private static void feed(FrameSource frames, OutputStream in, LongConsumer progress) throws IOException {
        FrameSize size = frames.size();
        RgbToYuv420 converter = new RgbToYuv420(size);
        byte[] rgb = new byte[size.rgbBytes()];
        for (long done = 1; frames.next(rgb); done++) {
            Planes planes = converter.convert(rgb);
            for (int plane = 0; plane < SampleLayout.YUV_420.planes(); plane++) {
                int length = planes.stride()[plane] * SampleLayout.YUV_420.rows(size, plane);
                in.write(planes.data()[plane], 0, length);
            }
            progress.accept(done);
        }
    }
}
