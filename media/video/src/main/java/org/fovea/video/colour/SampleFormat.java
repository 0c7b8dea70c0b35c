package org.fovea.video.colour;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a decoder says of its samples, by FFmpeg's numbers.
 *
 * @param pixelFormat {@code AV_PIX_FMT_…}
 * @param range {@code AVCOL_RANGE_…}
 * @param matrix {@code AVCOL_SPC_…}
 * @param transfer {@code AVCOL_TRC_…} of PQ or HLG, else unspecified: other curves change nothing
 */
public record SampleFormat(int pixelFormat, int range, int matrix, int transfer) {
    public SampleFormat {
        transfer = transfer == AVCOL_TRC_SMPTE2084 || transfer == AVCOL_TRC_ARIB_STD_B67
                ? transfer
                : AVCOL_TRC_UNSPECIFIED;
    }

    /** Samples of a usual curve. */
    public SampleFormat(int pixelFormat, int range, int matrix) {
        this(pixelFormat, range, matrix, AVCOL_TRC_UNSPECIFIED);
    }

    /**
     * The rule by which these samples become RGB; empty where Fovea has none.
     *
     * @param kind what they are
     */
    public Optional<ColourRule> rule(ColourChoice choice, SampleReader.Kind kind) {
        boolean hdr = transfer != AVCOL_TRC_UNSPECIFIED;
        if (kind == SampleReader.Kind.RGB) {
            return hdr ? Optional.empty() : Optional.of(ColourRule.RGB);
        }
        if (kind == SampleReader.Kind.GREY && !hdr) {
            return Optional.of(range == AVCOL_RANGE_MPEG ? ColourRule.BT601_LIMITED : ColourRule.BT601_FULL);
        }
        boolean full = isFullRange();
        ColourRule tagged = switch (matrix) {
            case AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M ->
                full ? ColourRule.BT601_FULL : ColourRule.BT601_LIMITED;
            case AVCOL_SPC_BT709 -> full ? ColourRule.BT709_FULL : ColourRule.BT709_LIMITED;
            case AVCOL_SPC_FCC -> full ? ColourRule.FCC_FULL : ColourRule.FCC_LIMITED;
            case AVCOL_SPC_SMPTE240M -> full ? ColourRule.SMPTE240M_FULL : ColourRule.SMPTE240M_LIMITED;
            case AVCOL_SPC_BT2020_NCL ->
                switch (transfer) {
                    case AVCOL_TRC_SMPTE2084 -> full ? ColourRule.PQ_FULL : ColourRule.PQ_LIMITED;
                    case AVCOL_TRC_ARIB_STD_B67 -> full ? ColourRule.HLG_FULL : ColourRule.HLG_LIMITED;
                    default -> full ? ColourRule.BT2020_FULL : ColourRule.BT2020_LIMITED;
                };
            default -> null;
        };
        if (tagged == null || hdr && tagged.light() == ColourRule.Light.AS_CODED) {
            return Optional.empty();
        }
        ColourRule challenge = full ? ColourRule.BT601_FULL : ColourRule.BT601_LIMITED;
        return Optional.of(choice == ColourChoice.TAGS ? tagged : challenge);
    }

    public boolean isFullRange() {
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

    /** The curve that the stream is tagged with: {@code smpte2084}, {@code arib-std-b67}, or {@code unknown}. */
    public String transferName() {
        return name(av_color_transfer_name(transfer));
    }

    private static String name(BytePointer text) {
        return text == null || text.isNull() ? "unknown" : text.getString();
    }

    @Override
    public String toString() {
        String curve = transfer == AVCOL_TRC_UNSPECIFIED ? "" : ", transfer " + transferName();
        return pixelFormatName() + " (range " + rangeName() + ", matrix " + matrixName() + curve + ")";
    }
}
