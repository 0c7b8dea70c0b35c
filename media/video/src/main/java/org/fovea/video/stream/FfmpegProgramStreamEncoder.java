package org.fovea.video.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.program.ProgramFailure;

/**
 * Encoders of an {@code ffmpeg} program of this machine. For archives libaom for AV1, x265 for HEVC and vvenc for VVC,
 * set to give the same stream on every machine; to compare with, SVT-AV1, x264, x265 and vvenc as they are usually run.
 */
public final class FfmpegProgramStreamEncoder implements StreamEncoder {
    /** Means no end where an encoder has no word for it. */
    private static final int NEVER = 100_000;

    private static final String STREAM = "stream";

    private final FfmpegProgram program;
    private final StreamCodec codec;
    private final boolean usual;

    private FfmpegProgramStreamEncoder(FfmpegProgram program, StreamCodec codec, boolean usual) {
        this.program = program;
        this.codec = codec;
        this.usual = usual;
    }

    /**
     * The encoder of a codec for archives.
     *
     * @throws ProgramFailure where the program does not have it
     */
    public static FfmpegProgramStreamEncoder of(FfmpegProgram program, StreamCodec codec) throws ProgramFailure {
        return verified(program, codec, encoder(codec), false);
    }

    /**
     * The encoder of a codec as it is usually run, for {@link StreamSettings#usual} only: it decides about threads and,
     * but for AV1, about key frames itself.
     *
     * @throws ProgramFailure where the program does not have it
     */
    public static FfmpegProgramStreamEncoder usual(FfmpegProgram program, StreamCodec codec) throws ProgramFailure {
        return verified(program, codec, usualEncoder(codec), true);
    }

    private static FfmpegProgramStreamEncoder verified(
            FfmpegProgram program, StreamCodec codec, String encoder, boolean usual) throws ProgramFailure {
        if (!program.encoders().contains(encoder)) {
            throw new ProgramFailure(
                    program.path() + " " + program.version() + " has no encoder " + encoder + ", which " + codec.title()
                            + " needs",
                    null);
        }
        return new FfmpegProgramStreamEncoder(program, codec, usual);
    }

    /** FFmpeg's name of the encoder that codes a codec for archives. */
    public static String encoder(StreamCodec codec) {
        return switch (codec) {
            case AV1 -> "libaom-av1";
            case HEVC -> "libx265";
            case VVC -> "libvvenc";
            case H264 -> "libx264";
        };
    }

    /** FFmpeg's name of the usual encoder of a codec. */
    public static String usualEncoder(StreamCodec codec) {
        return codec == StreamCodec.AV1 ? "libsvtav1" : encoder(codec);
    }

    @Override
    public String version() {
        return (usual ? title() : encoder(codec)) + " of ffmpeg " + program.version();
    }

    private String title() {
        return switch (codec) {
            case AV1 -> "SVT-AV1";
            case HEVC -> "x265";
            case VVC -> "VVenC";
            case H264 -> "x264";
        };
    }

    @Override
    public EncodedStream encode(
            PlaneSource source, FrameSize size, FrameRate rate, StreamSettings settings, LongConsumer progress)
            throws IOException, InterruptedException {
        if (settings.codec() != codec) {
            throw new IllegalArgumentException(encoder(codec) + " does not code " + settings.codec());
        }
        int[] frames = new int[1];
        byte[] stream = program.run(
                arguments(size, rate.orUsual(), settings), STREAM, in -> frames[0] = feed(source, size, in, progress));
        if (frames[0] == 0) {
            throw new IllegalArgumentException("a stream needs a picture");
        }
        return EncodedStream.of(codec, stream, frames[0]);
    }

    private List<String> arguments(FrameSize size, FrameRate rate, StreamSettings settings) {
        List<String> arguments = new ArrayList<>(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of("-s", size.width() + "x" + size.height()));
        arguments.addAll(List.of("-r", rate.numerator() + "/" + rate.denominator(), "-i", "pipe:0", "-an"));
        arguments.addAll(usual ? usual(settings) : sameEverywhere(settings));
        arguments.addAll(List.of("-f", format(settings.codec()), "file:" + STREAM));
        return arguments;
    }

    /** Effort and quality, and no note of settings in the stream, which some encoders leave there. */
    private static List<String> usual(StreamSettings settings) {
        StreamCodec codec = settings.codec();
        if (!settings.equals(StreamSettings.usual(codec, settings.preset(), settings.crf()))) {
            throw new IllegalArgumentException(usualEncoder(codec) + " only supports the usual settings");
        }
        List<String> arguments = new ArrayList<>(List.of("-c:v", usualEncoder(codec)));
        arguments.addAll(List.of("-preset", Integer.toString(settings.preset())));
        String quality = Integer.toString(settings.crf());
        arguments.addAll(
                switch (codec) {
                    case AV1 -> List.of("-crf", quality, "-g", Integer.toString(settings.keyInterval()));
                    case HEVC -> List.of("-crf", quality, "-x265-params", "info=0:log-level=error");
                    case VVC -> List.of("-pix_fmt", "yuv420p10le", "-qp", quality);
                    case H264 -> List.of("-crf", quality, "-bsf:v", "filter_units=remove_types=6");
                });
        return arguments;
    }

    private static List<String> sameEverywhere(StreamSettings settings) {
        List<String> arguments =
                new ArrayList<>(List.of("-pix_fmt", settings.bitDepth() == 8 ? "yuv420p" : "yuv420p10le"));
        // Said of the input, so that nothing is converted; encoders pass it on or leave it out.
        arguments.addAll(List.of("-color_range", "tv", "-fflags", "+bitexact", "-flags:v", "+bitexact"));
        int interval = settings.keyInterval() == StreamSettings.ONE_KEY ? NEVER : settings.keyInterval();
        arguments.addAll(List.of("-c:v", encoder(settings.codec()), "-g", Integer.toString(interval)));
        arguments.addAll(
                switch (settings.codec()) {
                    case AV1 -> libaom(settings);
                    case HEVC -> x265(settings);
                    case VVC -> vvenc(settings);
                    case H264 -> throw new IllegalArgumentException("no archive holds H.264");
                });
        return arguments;
    }

    /** FFmpeg's name of the stream without a container. */
    private static String format(StreamCodec codec) {
        return switch (codec) {
            case AV1 -> "obu";
            case HEVC -> "hevc";
            case VVC -> "vvc";
            case H264 -> "h264";
        };
    }

    /** One tile and no limit of the rate; libaom's stream does not depend on its number of threads. */
    private static List<String> libaom(StreamSettings settings) {
        SortedMap<String, String> given = new TreeMap<>();
        if (settings.filmGrain() > 0) {
            given.put("denoise-noise-level", Integer.toString(settings.filmGrain()));
        }
        if (settings.sharpness() != 0) {
            given.put("sharpness", Integer.toString(settings.sharpness()));
        }
        List<String> arguments = new ArrayList<>(List.of("-cpu-used", Integer.toString(settings.preset())));
        arguments.addAll(List.of("-crf", Integer.toString(settings.crf()), "-b:v", "0"));
        if (!given.isEmpty()) {
            arguments.addAll(List.of("-aom-params", StreamSettings.parameters(given)));
        }
        return arguments;
    }

    /**
     * x265's stream depends on the number of frames that it codes at a time, so this is one; it writes no note of its
     * settings.
     */
    private static List<String> x265(StreamSettings settings) {
        refuseAv1Tools(settings);
        SortedMap<String, String> given = new TreeMap<>();
        given.put("info", "0");
        given.put("log-level", "error");
        given.put("frame-threads", "1");
        if (settings.keyInterval() == StreamSettings.ONE_KEY) {
            given.put("keyint", "-1");
            given.put("scenecut", "0");
        }
        return List.of(
                "-preset",
                Integer.toString(settings.preset()),
                "-crf",
                Integer.toString(settings.crf()),
                "-x265-params",
                StreamSettings.parameters(given));
    }

    private static List<String> vvenc(StreamSettings settings) {
        refuseAv1Tools(settings);
        return List.of("-preset", Integer.toString(settings.preset()), "-qp", Integer.toString(settings.crf()));
    }

    private static void refuseAv1Tools(StreamSettings settings) {
        if (settings.filmGrain() != 0 || settings.sharpness() != 0) {
            throw new IllegalArgumentException(encoder(settings.codec()) + " has no film grain or sharpness of AV1");
        }
    }

    private static int feed(PlaneSource source, FrameSize size, OutputStream in, LongConsumer progress)
            throws IOException {
        Planes planes = Planes.of(SampleLayout.YUV_420, size);
        int frames = 0;
        while (source.next(planes)) {
            for (byte[] plane : planes.data()) {
                in.write(plane);
            }
            progress.accept(++frames);
        }
        return frames;
    }
}
