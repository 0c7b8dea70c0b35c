package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;

import java.util.Arrays;
import java.util.Optional;

/** Codecs that are read, each by one decoder whose output its standard defines to the last bit. */
enum Codec {
    HEVC(AV_CODEC_ID_HEVC, "hevc", "hevc"),
    H264(AV_CODEC_ID_H264, "h264", "h264"),
    AV1(AV_CODEC_ID_AV1, "av1", "libaom-av1"),
    FFV1(AV_CODEC_ID_FFV1, "ffv1", "ffv1");

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

    /** FFmpeg's name. */
    String title() {
        return title;
    }

    /** FFmpeg's name of the decoder. */
    String decoder() {
        return decoder;
    }
}
