package org.fovea.video.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;

/**
 * What a file's name or its first bytes tell about how its samples lie. Three planes of 4:4:4 have as many bytes as RGB
 * pixel by pixel, so a file that tells anything but RGB is never taken for it.
 */
final class ToldLayout {
    private static final Pattern PLANES = Pattern.compile("(yuvj?)?(420|422|444)p?|yuv|i(420|422|444)|iyuv"
            + "|yv(12|16|24)|nv(12|16|21|24)|uyvy|yuyv|yuy2|p010|gbrp?|y4m");

    private static final Pattern OTHER_ORDERS = Pattern.compile("bgr(24|a|0)?|rgb[a0]|argb|abgr");

    private static final byte[] Y4M = "YUV4MPEG2 ".getBytes(StandardCharsets.US_ASCII);

    private static final String CONVERT = "convert it to RGB, as in ffmpeg -f rawvideo -pix_fmt yuv420p -s WxH -i FILE"
            + " -pix_fmt rgb24 -f rawvideo 0.raw";

    private ToldLayout() {}

    /**
     * Why a file is not RGB bytes pixel by pixel, if it says so. All parts of the name behind dots count, so that
     * {@code drive.i444.raw} is planes.
     */
    static Optional<FormatException> objection(Path path, FileChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Y4M.length);
        int read = 0;
        while (start.hasRemaining() && read >= 0) {
            read = channel.read(start, start.position());
        }
        if (start.flip().equals(ByteBuffer.wrap(Y4M))) {
            return Optional.of(new FormatException(
                    RawFrames.SECTION,
                    0,
                    "a YUV4MPEG2 file, which holds planes of luma and chroma, not interleaved RGB",
                    "name it .y4m, and it is read as a clip"));
        }
        String[] parts = path.getFileName().toString().toLowerCase(Locale.ROOT).split("\\.", -1);
        for (int i = 1; i < parts.length; i++) {
            if (PLANES.matcher(parts[i]).matches()) {
                return Optional.of(new FormatException(
                        RawFrames.SECTION,
                        0,
                        "." + parts[i]
                                + " means planes of luma and chroma, which may have as many bytes as interleaved RGB",
                        CONVERT));
            }
            if (OTHER_ORDERS.matcher(parts[i]).matches()) {
                return Optional.of(new FormatException(
                        RawFrames.SECTION,
                        0,
                        "." + parts[i] + " means another byte order than red, green, blue",
                        CONVERT));
            }
        }
        return Optional.empty();
    }
}
