package org.fovea.video.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.program.ProgramFailure;

/**
 * Encoders of an {@code ffmpeg} program of this machine to compare with: SVT-AV1, x264, x265 and vvenc as they are
 * usually run.
 */
public final class FfmpegProgramStreamEncoder implements StreamEncoder {
    private static final String STREAM = "stream";

    private final FfmpegProgram program;
    private final StreamCodec codec;

    private FfmpegProgramStreamEncoder(FfmpegProgram program, StreamCodec codec) {
        this.program = program;
        this.codec = codec;
    }

    /**
     * The encoder of a codec as it is usually run, for {@link StreamSettings#usual} only: it decides about threads and,
     * but for AV1, about key frames itself.
     *
     * @throws ProgramFailure where the program does not have it
     */
    public static FfmpegProgramStreamEncoder of(FfmpegProgram program, StreamCodec codec) throws ProgramFailure {
        String encoder = encoder(codec);
        if (!program.encoders().contains(encoder)) {
            throw new ProgramFailure(
                    program.path() + " " + program.version() + " has no encoder " + encoder + ", which " + codec.title()
                            + " needs",
                    null);
        }
        return new FfmpegProgramStreamEncoder(program, codec);
    }

    /** FFmpeg's name of the encoder of a codec. */
    public static String encoder(StreamCodec codec) {
        return codec.encoder;
    }

    @Override
    public String version() {
        return codec.encoderTitle + " of ffmpeg " + program.version();
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
        arguments.addAll(usual(settings));
        arguments.addAll(List.of("-f", codec.format, "file:" + STREAM));
        return arguments;
    }

    /** Effort and quality, and no note of settings in the stream, which some encoders leave there. */
    private static List<String> usual(StreamSettings settings) {
        StreamCodec codec = settings.codec();
        if (!settings.equals(StreamSettings.usual(codec, settings.preset(), settings.crf()))) {
            throw new IllegalArgumentException(encoder(codec) + " only supports the usual settings");
        }
        List<String> arguments = new ArrayList<>(List.of("-c:v", codec.encoder));
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
