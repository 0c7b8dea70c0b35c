package org.fovea.video;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** FFmpeg's libraries, loaded once and made silent: what goes wrong is reported by exceptions, not on standard error. */
final class NativeLibrary {
    private static final int MESSAGE_BYTES = 256;

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private NativeLibrary() {}

    /** Makes sure that the libraries are loaded. */
    static void load() {}

    /** Whether the code means that the decoder wants more input first. */
    static boolean isAgain(int code) {
        return code == AVERROR_EAGAIN();
    }

    /** FFmpeg's text for an error code. */
    static String message(int code) {
        byte[] text = new byte[MESSAGE_BYTES];
        av_strerror(code, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
