package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongConsumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.fovea.video.write.Encoder;

/**
 * SVT-AV1 in this process. The samples are BT.601 of limited range, whether its sequence header tells the matrix or
 * not.
 */
public final class SvtAv1StreamEncoder implements StreamEncoder {
    private static final int MIN_SIDE = 64;

    private final int parallelism;
    private final int matrix;

    /**
     * An encoder for streams that are stored where the matrix is known: its sequence header tells none, which saves
     * three bytes.
     *
     * @param parallelism SVT-AV1's {@code lp}, 1 (least threads and memory) to 6; the stream is the same for all
     */
    public SvtAv1StreamEncoder(int parallelism) {
        this(parallelism, AVCOL_SPC_UNSPECIFIED);
    }

    private SvtAv1StreamEncoder(int parallelism, int matrix) {
        if (parallelism < 1 || parallelism > 6) {
            throw new IllegalArgumentException("parallelism " + parallelism);
        }
        this.parallelism = parallelism;
        this.matrix = matrix;
    }

    /** An encoder as it is used for clips that everybody can play: with least threads, its stream tells the matrix. */
    public static SvtAv1StreamEncoder usual() {
        return new SvtAv1StreamEncoder(1, AVCOL_SPC_SMPTE170M);
    }

    @Override
    public String version() {
        return "SVT-AV1 of FFmpeg " + NativeLibrary.version();
    }

    @Override
    public EncodedStream encode(
            PlaneSource source, FrameSize size, FrameRate rate, StreamSettings settings, LongConsumer progress)
            throws IOException {
        verify(size, settings);
        Planes planes = Planes.of(SampleLayout.YUV_420, size);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        int frames = 0;
        try (Encoder encoder = new Encoder(encoderSettings(settings), size, rate.orUsual())) {
            while (source.next(planes)) {
                encoder.send(planes);
                progress.accept(++frames);
                drain(encoder, raw);
            }
            if (frames == 0) {
                throw new IllegalArgumentException("a stream needs a picture");
            }
            encoder.end();
            drain(encoder, raw);
        }
        return EncodedStream.of(StreamCodec.AV1, raw.toByteArray(), frames);
    }

    private static void verify(FrameSize size, StreamSettings settings) {
        if (settings.codec() != StreamCodec.AV1) {
            throw new IllegalArgumentException("SVT-AV1 does not code " + settings.codec());
        }
        boolean odd = (size.width() | size.height()) % 2 != 0;
        if (odd || size.width() < MIN_SIDE || size.height() < MIN_SIDE) {
            throw new IllegalArgumentException("SVT-AV1 does not code pictures of " + size
                    + " reliably; both sides must be even and at least " + MIN_SIDE);
        }
    }

    private Encoder.Settings encoderSettings(StreamSettings settings) {
        String given = (settings.filmGrain() > 0 ? "film-grain=" + settings.filmGrain() + ":" : "")
                + (settings.keyInterval() == StreamSettings.ONE_KEY ? "keyint=-1:" : "")
                + "lp=" + parallelism
                + (settings.sharpness() != 0 ? ":sharpness=" + settings.sharpness() : "");
        return new Encoder.Settings(
                "libsvtav1",
                new SampleFormat(AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, matrix),
                0,
                settings.keyInterval(),
                false,
                Map.of(
                        "crf", Integer.toString(settings.crf()),
                        "preset", Integer.toString(settings.preset()),
                        "svtav1-params", given));
    }

    private static void drain(Encoder encoder, ByteArrayOutputStream raw) {
        AVPacket packet = NativeLibrary.allocated(av_packet_alloc());
        try {
            while (encoder.receive(packet)) {
                byte[] bytes = new byte[packet.size()];
                packet.data().get(bytes);
                raw.writeBytes(bytes);
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
    }
}
