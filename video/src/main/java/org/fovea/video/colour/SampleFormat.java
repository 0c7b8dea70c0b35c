package org.fovea.video.colour;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a decoder says of its samples, by FFmpeg's numbers.
 *
 * @param pixelFormat {@code AV_PIX_FMT_…}
 * @param range {@code AVCOL_RANGE_…}
 * @param matrix {@code AVCOL_SPC_…}
 */
public record SampleFormat(int pixelFormat, int range, int matrix) {
    /**
     * Matrices of ordinary video: the challenge's rule takes BT.601 for all of them, which is what its frames are
     * defined by.
     */
    private static final Set<Integer> ORDINARY_MATRICES = Set.of(
            AVCOL_SPC_UNSPECIFIED,
            AVCOL_SPC_BT709,
            AVCOL_SPC_FCC,
            AVCOL_SPC_BT470BG,
            AVCOL_SPC_SMPTE170M,
            AVCOL_SPC_SMPTE240M);

    /** How the samples lie in memory; empty where Fovea has no rule for them. */
    public Optional<SampleLayout> layout() {
        SampleLayout layout = switch (pixelFormat) {
            case AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P -> SampleLayout.YUV_420;
            case AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUVJ422P -> SampleLayout.YUV_422;
            case AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ444P -> SampleLayout.YUV_444;
            case AV_PIX_FMT_GBRP -> SampleLayout.GBR_PLANAR;
            case AV_PIX_FMT_BGR0 -> SampleLayout.BGR_0;
            case AV_PIX_FMT_RGB24 -> SampleLayout.RGB;
            default -> null;
        };
        return Optional.ofNullable(layout);
    }

    /** The rule by which these samples become RGB; empty where Fovea has none. */
    public Optional<ColourRule> rule() {
        return layout().flatMap(this::ruleOf);
    }

    private Optional<ColourRule> ruleOf(SampleLayout layout) {
        if (!layout.isYuv()) {
            return Optional.of(ColourRule.RGB);
        }
        if (!ORDINARY_MATRICES.contains(matrix)) {
            return Optional.empty();
        }
        return Optional.of(isFullRange() ? ColourRule.BT601_FULL : ColourRule.BT601_LIMITED);
    }

    private boolean isFullRange() {
        return range == AVCOL_RANGE_JPEG
                || pixelFormat == AV_PIX_FMT_YUVJ420P
                || pixelFormat == AV_PIX_FMT_YUVJ422P
                || pixelFormat == AV_PIX_FMT_YUVJ444P;
    }

    /** FFmpeg's name of the pixel format, for example {@code yuv420p}. */
    public String pixelFormatName() {
        return name(av_get_pix_fmt_name(pixelFormat));
    }

    /** The range that the stream is tagged with: {@code tv}, {@code pc} or {@code unknown}. */
    public String rangeName() {
        return name(av_color_range_name(range));
    }

    /** The matrix that the stream is tagged with, for example {@code bt709}; {@code unknown} where it is not. */
    public String matrixName() {
        return name(av_color_space_name(matrix));
    }

    private static String name(BytePointer text) {
        return text == null || text.isNull() ? "unknown" : text.getString();
    }

    @Override
    public String toString() {
        return pixelFormatName() + " (range " + rangeName() + ", matrix " + matrixName() + ")";
    }
}
