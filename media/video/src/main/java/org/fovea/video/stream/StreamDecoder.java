package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.VideoContent;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleReader;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a stored stream in the order in which they are shown, film grain applied. Whatever the decoder would
 * conceal is an error, and so is every difference from what was announced. Used by one thread at a time;
 * {@link #close()} frees all native memory.
 */
public final class StreamDecoder implements AutoCloseable {
    private static final int BROADEST = 255;

    private final AnnouncedStream announced;
    private final UnitDecoder decoder;
    private int pixelFormat;
    private @Nullable SampleReader reader;

    /**
     * Checks the outer layer of a stream and opens a decoder for it.
     *
     * @param stored as {@link StreamCodec#stored} gives it; not copied, not to be changed
     * @param threads of the decoder, at least 1; the pictures are the same for any number. HEVC and VVC take one, so
     *     that each error is found where it is
     * @throws FormatException where the stream is damaged or is not what was announced
     * @throws IllegalStateException where this FFmpeg lacks the decoder
     */
    public StreamDecoder(byte[] stored, StreamCodec codec, AnnouncedStream announced, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        this.announced = announced;
        decoder = new UnitDecoder(StreamCodec.SECTION, codec, codec.units(stored, announced), threads);
    }

    /**
     * The decoder of an archive's video.
     *
     * @throws FormatException where the stream cannot be begun
     */
    public static StreamDecoder of(VideoContent content, int threads) {
        return new StreamDecoder(content.video().stream(), StreamCodec.AV1, AnnouncedStream.of(content), threads);
    }

    /**
     * Decodes the next picture.
     *
     * @param into receives its samples, 8 bits each; made by {@link AnnouncedStream#planes()}
     * @return false after the last, which is the announced one
     * @throws FormatException where the stream is damaged or is not what was announced
     */
    public boolean next(Planes into) {
        for (int plane = 0; plane < AnnouncedStream.LAYOUT.planes(); plane++) {
            int samples = AnnouncedStream.LAYOUT.rowBytes(announced.size(), plane)
                    * AnnouncedStream.LAYOUT.rows(announced.size(), plane);
            if (into.data().length <= plane || into.data()[plane].length != samples) {
                throw new IllegalArgumentException("the planes given do not fit " + announced);
            }
        }
        if (!decoder.next()) {
            if (decoder.given() != announced.frames()) {
                throw announced.mismatch(decoder.offset(), decoder.given() + " frames");
            }
            return false;
        }
        if (decoder.given() > announced.frames()) {
            throw announced.mismatch(decoder.offset(), "more frames");
        }
        Planes read = verified(decoder.frame()).read(decoder.frame());
        for (int plane = 0; plane < into.data().length; plane++) {
            byte[] from = read.data()[plane];
            byte[] to = into.data()[plane];
            if (announced.bitDepth() == 8) {
                System.arraycopy(from, 0, to, 0, to.length);
            } else {
                reduce(from, to);
            }
        }
        return true;
    }

    /** Samples of 10 bits become (v + 2) / 4 rounded down, at most 255. */
    private static void reduce(byte[] wide, byte[] out) {
        for (int i = 0; i < out.length; i++) {
            int sample = wide[2 * i] & 0xff | (wide[2 * i + 1] & 0xff) << 8;
            out[i] = (byte) Math.min(BROADEST, sample + 2 >> 2);
        }
    }

    /** Compares size, layout, bit depth, matrix and range, the last two where the stream has them. */
    private SampleReader verified(AVFrame frame) {
        if (frame.width() != announced.size().width()
                || frame.height() != announced.size().height()) {
            throw announced.mismatch(decoder.offset(), "a picture of " + frame.width() + "×" + frame.height());
        }
        SampleFormat format = new SampleFormat(frame.format(), frame.color_range(), frame.colorspace());
        SampleReader known = reader;
        if (known == null || pixelFormat != frame.format()) {
            pixelFormat = frame.format();
            known = SampleReader.of(pixelFormat, announced.size())
                    .filter(each -> each.kind() == SampleReader.Kind.YUV
                            && each.layout() == AnnouncedStream.LAYOUT
                            && each.depth() == announced.bitDepth())
                    .orElseThrow(() -> announced.mismatch(decoder.offset(), format.pixelFormatName() + " samples"));
            reader = known;
        }
        boolean matrix = format.matrix() == AVCOL_SPC_UNSPECIFIED
                || format.matrix() == AVCOL_SPC_SMPTE170M
                || format.matrix() == AVCOL_SPC_BT470BG;
        if (!matrix) {
            throw announced.mismatch(decoder.offset(), "matrix " + format.matrixName());
        }
        if (format.isFullRange()) {
            throw announced.mismatch(decoder.offset(), "full range");
        }
        return known;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
