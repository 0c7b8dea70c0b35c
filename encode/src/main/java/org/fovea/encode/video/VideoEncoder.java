package org.fovea.encode.video;

import org.fovea.codec.video.StreamFormat;
import org.fovea.video.stream.EncoderOptions;
import org.fovea.video.stream.StreamCodec;

/**
 * Video encoders that profiles can name. The first one comes with Fovea; the others are there where the machine's
 * FFmpeg has them.
 */
public enum VideoEncoder {
    /** SVT-AV1, bundled. */
    SVT_AV1(StreamFormat.AV1, EncoderOptions.SVT_AV1),
    /** The reference encoder of AV1, through the machine's FFmpeg. */
    LIBAOM_AV1(StreamFormat.AV1, EncoderOptions.LIBAOM),
    /** HEVC, through the machine's FFmpeg. */
    X265(StreamFormat.HEVC, EncoderOptions.X265),
    /** VVC, through the machine's FFmpeg. */
    VVENC(StreamFormat.VVC, EncoderOptions.VVENC);

    private final StreamFormat format;
    private final EncoderOptions options;

    VideoEncoder(StreamFormat format, EncoderOptions options) {
        this.format = format;
        this.options = options;
    }

    /** What an archive calls its streams. */
    public StreamFormat format() {
        return format;
    }

    /** Its options that settings may name. */
    EncoderOptions options() {
        return options;
    }

    StreamCodec codec() {
        return StreamCodec.of(format);
    }
}
