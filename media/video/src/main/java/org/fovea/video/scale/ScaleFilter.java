package org.fovea.video.scale;

import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;

import java.util.Locale;

/** How pixels between pixels are made; widened by the ratio where a frame gets smaller, so that nothing aliases. */
public enum ScaleFilter {
    /** A windowed sinc over six pixels, the sharpest. */
    LANCZOS(SWS_LANCZOS),
    /** A cubic over four pixels, with B = 0, C = 0.6. */
    BICUBIC(SWS_BICUBIC);

    private final int flag;

    ScaleFilter(int flag) {
        this.flag = flag;
    }

    /** FFmpeg's number. */
    int flag() {
        return flag;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
