package org.fovea.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * FFmpeg's libraries, loaded once and made silent: what goes wrong is reported by exceptions, not on standard error.
 * What FFmpeg would have printed as an error is kept for the thread that caused it, because some damage shows nowhere
 * else.
 */
public final class NativeLibrary {
    /** FFmpeg begins its messages with the part of it that speaks and that part's address. */
    private static final Pattern ORIGIN = Pattern.compile("^\\[[^\\]]*\\] *");

    private static final int MESSAGE_BYTES = 256;
    private static final ThreadLocal<String> COMPLAINT = new ThreadLocal<>();

    /** Held here, because native code has only its address. */
    private static final LogCallback LISTENER = new Listener().retainReference();

    static {
        av_log_set_level(AV_LOG_ERROR);
        setLogCallback(LISTENER);
    }

    private static final class Listener extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            if (level <= AV_LOG_ERROR && COMPLAINT.get() == null) {
                COMPLAINT.set(
                        ORIGIN.matcher(printable(message.getStringBytes())).replaceFirst(""));
            }
        }
    }

    private NativeLibrary() {}

    /** Makes sure that the libraries are loaded. */
    public static void load() {}

    /** Version of the release, for example {@code 8.0.1}. */
    public static String version() {
        return printable(av_version_info().getStringBytes());
    }

    /** Forgets what FFmpeg complained about in this thread. */
    public static void forgetComplaint() {
        COMPLAINT.remove();
    }

    /**
     * The first error that FFmpeg reported in this thread since {@link #forgetComplaint()}, a line; null where there
     * was none.
     */
    public static String complaint() {
        return COMPLAINT.get();
    }

    /** Whether the code means that the codec wants more input first. */
    public static boolean isAgain(int code) {
        return code == AVERROR_EAGAIN();
    }

    public static String message(int code) {
        byte[] text = new byte[MESSAGE_BYTES];
        av_strerror(code, text, text.length);
        return printable(text);
    }

    /** Why something failed: what FFmpeg complained about in this thread, else its text for the code; empty for 0. */
    public static String reason(int code) {
        String complaint = complaint();
        return complaint != null ? complaint : code < 0 ? message(code) : "";
    }

    /** {@code pointer}, unless FFmpeg could not allocate it. */
    public static <P> P allocated(P pointer) {
        if (pointer == null) {
            throw new OutOfMemoryError("FFmpeg is out of memory");
        }
        return pointer;
    }

    /** Text up to a zero byte; a damaged file may have put anything into it. */
    private static String printable(byte[] text) {
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }
}
