package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PRORES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_RAWVIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Codecs that are read, each by one decoder that gives the same samples everywhere: their standards define them to the
 * last bit, or, where {@link #exact} says so, FFmpeg's plain C code does.
 */
enum Codec {
    HEVC(AV_CODEC_ID_HEVC, "hevc", "hevc"),
    H264(AV_CODEC_ID_H264, "h264", "h264"),
    AV1(AV_CODEC_ID_AV1, "av1", "libaom-av1"),
    FFV1(AV_CODEC_ID_FFV1, "ffv1", "ffv1"),
    VP9(AV_CODEC_ID_VP9, "vp9", "vp9"),
    MPEG4(AV_CODEC_ID_MPEG4, "mpeg4", "mpeg4"),
    MJPEG(AV_CODEC_ID_MJPEG, "mjpeg", "mjpeg"),
    PRORES(AV_CODEC_ID_PRORES, "prores", "prores"),
    PNG(AV_CODEC_ID_PNG, "png", "png"),
    RAW(AV_CODEC_ID_RAWVIDEO, "rawvideo", "rawvideo");

    private final int id;
    private final String title;
    private final String decoder;

    Codec(int id, String title, String decoder) {
        this.id = id;
        this.title = title;
        this.decoder = decoder;
    }

    static Optional<Codec> of(int id) {
        return Arrays.stream(values()).filter(codec -> codec.id == id).findFirst();
    }

    /** FFmpeg's names of all decoders, as its lists have them. */
    static String decoders() {
        return Arrays.stream(values()).map(Codec::decoder).collect(Collectors.joining(",", "av1,", ""));
    }

    /** Whether the standard leaves the inverse transform open, so that FFmpeg's must be chosen. */
    boolean exact() {
        return this == MPEG4 || this == MJPEG || this == PRORES;
    }

    /** Whether a packet may show no frame of its own, so that only a decoder can count. */
    boolean hidesFrames() {
        return this == VP9 || this == MPEG4;
    }

    String title() {
        return title;
    }

    int id() {
        return id;
    }

    String decoder() {
        return decoder;
    }
}
