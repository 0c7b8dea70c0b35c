package org.fovea.video.write;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.colour.SampleFormat;

/**
 * Writes RGB frames as a clip in MKV. The file appears under its name when it is committed; a writer that is closed
 * without a commit leaves nothing behind. Used by one thread at a time.
 */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
public final class ClipWriter implements AutoCloseable {
    private static final String CONTAINER = "matroska";

    private final FrameSize size;
    private final AtomicFile file;

    private final Function<byte[], Planes> converter;
    private Encoder encoder;
    private Muxer muxer;
    private long frames;

    private ClipWriter(FrameSize size, FrameRate rate, ClipSettings settings, AtomicFile file) throws IOException {
        this.size = size;
        this.file = file;
        converter = settings.codec() == ClipSettings.Codec.AV1 ? new RgbToYuv420(size)::convert : packed(size);
        try {
            encoder = new Encoder(encoderSettings(settings), size, rate.orUsual());
            muxer = new Muxer(file.path(), CONTAINER, settings.title(), encoder, rate.orUsual());
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * Begins a clip; the name should end in {@code .mkv}.
     *
     * @param rate 20 frames per second are written where it is unknown
     * @param replaceExisting whether an older file of this name is replaced at the end; else there must be none
     * @throws IllegalArgumentException where the codec has no such frames: SVT-AV1 takes even sizes of at least 64×64
     */
    public static ClipWriter create(
            Path target, FrameSize size, FrameRate rate, ClipSettings settings, boolean replaceExisting)
            throws IOException {
        verify(size, settings);
        return new ClipWriter(size, rate, settings, AtomicFile.create(target, replaceExisting));
    }

    private static void verify(FrameSize size, ClipSettings settings) {
        boolean odd = (size.width() | size.height()) % 2 != 0;
        if (settings.codec() == ClipSettings.Codec.AV1 && (odd || size.width() < 64 || size.height() < 64)) {
            throw new IllegalArgumentException(
                    "AV1 clips of " + size + " cannot be written; both sides must be even and at least 64");
        }
    }

    private static Encoder.Settings encoderSettings(ClipSettings settings) {
        return switch (settings.codec()) {
            case AV1 ->
                new Encoder.Settings(
                        "libsvtav1",
                        new SampleFormat(AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, AVCOL_SPC_SMPTE170M),
                        0,
                        settings.keyInterval(),
                        true,
                        Map.of(
                                "crf", Integer.toString(settings.crf()),
                                "preset", Integer.toString(settings.preset()),
                                "svtav1-params", "lp=1"));
            // A checksum for each slice, so that damage is found; key frames only, so that each frame decodes by
            // itself.
            case FFV1 ->
                new Encoder.Settings(
                        "ffv1",
                        new SampleFormat(AV_PIX_FMT_BGR0, AVCOL_RANGE_JPEG, AVCOL_SPC_RGB),
                        1,
                        1,
                        true,
                        Map.of("level", "3", "coder", "1", "context", "0", "slices", "4", "slicecrc", "1"));
        };
    }

    private static Function<byte[], Planes> packed(FrameSize size) {
        Planes planes = new Planes(new byte[][] {new byte[4 * size.pixels()]}, new int[] {4 * size.width()});
        return rgb -> {
            byte[] out = planes.data()[0];
            for (int i = 0, at = 0; i < rgb.length; i += 3, at += 4) {
                out[at] = rgb[i + 2];
                out[at + 1] = rgb[i + 1];
                out[at + 2] = rgb[i];
            }
            return planes;
        };
    }

    /** Adds a frame of height × width × 3 bytes. */
    public void write(byte[] rgb) throws IOException {
        size.verifyRgb(rgb);
        encoder.send(converter.apply(rgb));
        muxer.drain();
        frames++;
    }

    /**
     * Ends the clip and gives it its name.
     *
     * @throws IllegalStateException where there is no frame in it
     */
    public void commit() throws IOException {
        if (frames == 0) {
            throw new IllegalStateException("a clip needs a frame");
        }
        encoder.end();
        muxer.drain();
        muxer.finish();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        try (AtomicFile _ = file;
                Encoder _ = encoder;
                Muxer _ = muxer) {
            muxer = null;
            encoder = null;
        }
    }
}
