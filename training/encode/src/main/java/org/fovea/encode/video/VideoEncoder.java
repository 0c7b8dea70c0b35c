package org.fovea.encode.video;

import org.fovea.codec.video.StreamFormat;
import org.fovea.video.stream.StreamCodec;

/**
 * Video encoders that profiles can name. The first one comes with Fovea; the others are there where the machine's
 * FFmpeg has them.
 */
public enum VideoEncoder {
    /** SVT-AV1, bundled. */
    SVT_AV1(StreamFormat.AV1),
    /** The reference encoder of AV1, through the machine's FFmpeg. */
    LIBAOM_AV1(StreamFormat.AV1),
    /** HEVC, through the machine's FFmpeg. */
    X265(StreamFormat.HEVC),
    /** VVC, through the machine's FFmpeg. */
    VVENC(StreamFormat.VVC);

    private final StreamFormat format;

    VideoEncoder(StreamFormat format) {
        this.format = format;
    }

    /** What an archive calls its streams. */
    public StreamFormat format() {
        return format;
    }

    StreamCodec codec() {
        return StreamCodec.of(format);
    }
}
