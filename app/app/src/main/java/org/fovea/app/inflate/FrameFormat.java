package org.fovea.app.inflate;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.render.frame.PngWriter;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.RgbToYuv444;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;

/** How frames are written for other programs: frame 1, then frame 2 of each pair. */
public enum FrameFormat {
    /** RGB bytes, row by row, and nothing else. */
    RAW("raw", "rgb24: rows from the top, pixels from the left, red green blue"),
    /** YUV4MPEG2, 4:4:4, BT.601 of full range: every player opens it, and colours are rounded. */
    Y4M("y4m", "yuv444p: a plane each of Y, Cb and Cr, BT.601, full range; colours are rounded"),
    /** A NumPy array of bytes of shape [pairs, 2, rows, columns, 3]. */
    NPY("npy", "rgb24 behind a NumPy header"),
    PNG("png", "a PNG picture of each frame, 8 bits, RGB"),
    /** FFV1 in Matroska, RGB, lossless. */
    FFV1("mkv", "FFV1 version 3, bgr0, lossless");

    private final String extension;
    private final String layout;

    FrameFormat(String extension, String layout) {
        this.extension = extension;
        this.layout = layout;
    }

    /** End of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    public String layout() {
        return layout;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FrameFormat> ofExtension(String extension) {
        String told = extension.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(told))
                .findFirst();
    }

    /** Bytes of the whole output where they are known beforehand. */
    Optional<Long> bytes(FrameSize size, int pairs, FrameRate rate) {
        long frames = 2L * pairs;
        return switch (this) {
            case RAW -> Optional.of(frames * size.rgbBytes());
            case NPY -> Optional.of(frames * size.rgbBytes() + NumpyHeader.of(size, pairs).length);
            case Y4M -> Optional.of(frames * (size.rgbBytes() + Y4M_FRAME.length) + y4mHeader(size, rate).length);
            case PNG, FFV1 -> Optional.empty();
        };
    }

    private static final byte[] Y4M_FRAME = "FRAME\n".getBytes(StandardCharsets.US_ASCII);

    private static byte[] y4mHeader(FrameSize size, FrameRate rate) {
        return String.format(
                        Locale.ROOT,
                        "YUV4MPEG2 W%d H%d F%d:%d Ip A1:1 C444 XCOLORRANGE=FULL\n",
                        size.width(),
                        size.height(),
                        rate.numerator(),
                        rate.denominator())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes a frame of height × width × 3 bytes. */
    @FunctionalInterface
    interface Frames {
        void write(byte[] rgb) throws IOException;
    }

    /**
     * Writes frames; used by one thread at a time.
     *
     * @param ending when all frames are there
     */
    record Writer(Frames frames, Closeable ending, Closeable closing) implements AutoCloseable {
        void frame(byte[] rgb) throws IOException {
            frames.write(rgb);
        }

        void end() throws IOException {
            ending.close();
        }

        @Override
        public void close() throws IOException {
            closing.close();
        }
    }

    /** Writes to a stream, which is flushed at the end and not closed. */
    Writer to(OutputStream out, FrameSize size, int pairs, FrameRate rate) throws IOException {
        return switch (this) {
            case RAW -> plain(out, new byte[0], rgb -> out.write(rgb));
            case NPY -> plain(out, NumpyHeader.of(size, pairs), rgb -> out.write(rgb));
            case Y4M -> {
                RgbToYuv444 converter = new RgbToYuv444(size);
                yield plain(out, y4mHeader(size, rate), rgb -> {
                    out.write(Y4M_FRAME);
                    out.write(converter.convert(rgb));
                });
            }
            case PNG -> plain(out, new byte[0], rgb -> out.write(PngWriter.rgb(rgb, size.height(), size.width())));
            case FFV1 -> throw new IllegalArgumentException("a clip is written to a file");
        };
    }

    /** Writes a file, one that is there is replaced. */
    Writer to(Path file, FrameSize size, int pairs, FrameRate rate) throws IOException {
        if (this == FFV1) {
            ClipWriter clip = ClipWriter.create(file, size, rate, ClipSettings.ffv1(), true);
            return new Writer(clip::write, clip::commit, clip::close);
        }
        OutputStream out = Files.newOutputStream(file);
        return new Writer(to(out, size, pairs, rate)::frame, out, out);
    }

    private static Writer plain(OutputStream out, byte[] header, Frames frames) throws IOException {
        out.write(header);
        return new Writer(frames, out::flush, () -> {});
    }
}
