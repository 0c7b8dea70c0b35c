package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.jspecify.annotations.Nullable;

/** Takes the samples of a decoded picture, having checked that it is what was announced. */
final class PictureReader {
    private static final ValueLayout.OfShort WIDE_SAMPLE =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int BROADEST = 255;

    private final AnnouncedStream announced;

    PictureReader(AnnouncedStream announced) {
        this.announced = announced;
    }

    /**
     * Compares size, layout, bit depth, matrix and range, the last two where the stream tells them.
     *
     * @param offset where the picture lies in the stream, for the message
     * @throws FormatException where one of them differs
     */
    void verify(AVFrame frame, long offset) {
        if (frame.width() != announced.size().width()
                || frame.height() != announced.size().height()) {
            throw announced.mismatch(offset, "a picture of " + frame.width() + "×" + frame.height());
        }
        SampleFormat format = new SampleFormat(frame.format(), frame.color_range(), frame.colorspace());
        boolean wide = announced.bitDepth() > 8;
        @Nullable
        SampleLayout layout =
                wide ? wideLayout(frame.format()) : format.layout().orElse(null);
        if (layout != announced.layout()) {
            throw announced.mismatch(offset, format.pixelFormatName() + " samples");
        }
        boolean matrix = format.matrix() == AVCOL_SPC_UNSPECIFIED
                || format.matrix() == AVCOL_SPC_SMPTE170M
                || format.matrix() == AVCOL_SPC_BT470BG;
        if (!matrix) {
            throw announced.mismatch(offset, "matrix " + format.matrixName());
        }
        boolean full = format.range() == AVCOL_RANGE_JPEG || isFullFormat(frame.format());
        boolean limited = format.range() == AVCOL_RANGE_MPEG;
        if (announced.colour() == ColourRule.BT601_FULL ? limited : full) {
            throw announced.mismatch(offset, (full ? "full" : "limited") + " range");
        }
    }

    private static @Nullable SampleLayout wideLayout(int pixelFormat) {
        return switch (pixelFormat) {
            case AV_PIX_FMT_YUV420P10LE -> SampleLayout.YUV_420;
            case AV_PIX_FMT_YUV422P10LE -> SampleLayout.YUV_422;
            case AV_PIX_FMT_YUV444P10LE -> SampleLayout.YUV_444;
            default -> null;
        };
    }

    private static boolean isFullFormat(int pixelFormat) {
        return pixelFormat == AV_PIX_FMT_YUVJ420P
                || pixelFormat == AV_PIX_FMT_YUVJ422P
                || pixelFormat == AV_PIX_FMT_YUVJ444P;
    }

    /** Copies the planes; samples of 10 bits become (v + 2) / 4 rounded down, at most 255. */
    void read(AVFrame frame, Planes into) {
        for (int plane = 0; plane < announced.layout().planes(); plane++) {
            int columns = announced.layout().rowBytes(announced.size(), plane);
            int rows = announced.layout().rows(announced.size(), plane);
            int sampleBytes = announced.bitDepth() > 8 ? 2 : 1;
            long stride = frame.linesize(plane);
            MemorySegment samples = MemorySegment.ofAddress(frame.data(plane).address())
                    .reinterpret(stride * (rows - 1) + (long) columns * sampleBytes);
            byte[] out = into.data()[plane];
            for (int y = 0; y < rows; y++) {
                int at = y * into.stride()[plane];
                if (sampleBytes == 1) {
                    MemorySegment.copy(samples, ValueLayout.JAVA_BYTE, y * stride, out, at, columns);
                } else {
                    reduce(samples, y * stride, out, at, columns);
                }
            }
        }
    }

    private static void reduce(MemorySegment samples, long from, byte[] out, int at, int columns) {
        for (int x = 0; x < columns; x++) {
            int sample = samples.get(WIDE_SAMPLE, from + 2L * x) & 0xffff;
            out[at + x] = (byte) Math.min(BROADEST, sample + 2 >> 2);
        }
    }
}
