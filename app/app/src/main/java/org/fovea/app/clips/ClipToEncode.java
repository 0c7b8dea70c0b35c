package org.fovea.app.clips;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.raw.RawFrames;
import org.jspecify.annotations.Nullable;

/**
 * Frames to encode, from a clip or from samples without a header.
 *
 * @param frames from the first one on; closed with this
 * @param count how many there are
 * @param rate as the clip tells it
 * @param copy of standard input, which is deleted when this is closed; empty for other inputs
 */
public record ClipToEncode(FrameSource frames, long count, FrameRate rate, Optional<Path> copy)
        implements AutoCloseable {
    /**
     * Opens an input.
     *
     * @param path a clip, or {@code -} for standard input, which is copied to a file, because clips are read more than
     *     once
     * @param size of raw frames; null for a clip
     * @param format what raw samples are, by FFmpeg's name; null for RGB bytes, red first
     */
    public static ClipToEncode open(
            Path path, InputStream input, @Nullable FrameSize size, @Nullable String format, ColourChoice colours)
            throws IOException {
        if (!path.toString().equals("-")) {
            return open(path, size, format, colours, Optional.empty());
        }
        Path copy = Files.createTempDirectory("fovea-clip").resolve("standard-input");
        try {
            Files.copy(input, copy);
            return open(copy, size, format, colours, Optional.of(copy));
        } catch (IOException | RuntimeException e) {
            delete(copy);
            throw e;
        }
    }

    private static ClipToEncode open(
            Path path, @Nullable FrameSize size, @Nullable String format, ColourChoice colours, Optional<Path> copy)
            throws IOException {
        if (size == null || format != null) {
            Clip file = size == null || format == null ? Clip.open(path) : Clip.open(path, format, size);
            Clip clip = file.withColours(colours);
            return new ClipToEncode(
                    clip.frames(), clip.frameCount(), clip.facts().frameRate(), copy);
        }
        RawFrames raw = RawFrames.open(path, size);
        return new ClipToEncode(raw, raw.frameCount(), FrameRate.UNKNOWN, copy);
    }

    private static void delete(Path copy) throws IOException {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(Objects.requireNonNull(copy.getParent()));
    }

    @Override
    public void close() throws IOException {
        frames.close();
        if (copy.isPresent()) {
            delete(copy.get());
        }
    }
}
