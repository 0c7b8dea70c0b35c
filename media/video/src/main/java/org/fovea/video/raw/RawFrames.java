package org.fovea.video.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/**
 * Frames of a file of RGB bytes, height × width × 3 for each frame, red first, with nothing between them; what the
 * challenge's judge reads. Nothing in such a file says what it is: its length must be a multiple of a frame's.
 */
public final class RawFrames implements FrameSource {
    /** The part of the file that errors name. */
    public static final String SECTION = "raw frames";

    private final Path path;
    private final FrameSize size;
    private final FileChannel channel;
    private final long count;
    private long next;

    private RawFrames(Path path, FrameSize size, FileChannel channel, long count) {
        this.path = path;
        this.size = size;
        this.channel = channel;
        this.count = count;
    }

    /**
     * Opens a file.
     *
     * @throws FormatException where the file is empty, or its length is not a whole number of frames
     * @throws IOException where it cannot be read
     */
    public static RawFrames open(Path path, FrameSize size) throws IOException {
        if (Files.isDirectory(path)) {
            throw failure(path, 0, "a folder", "name a file in it");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        boolean opened = false;
        try {
            long count = count(path, size, channel.size());
            opened = true;
            return new RawFrames(path, size, channel, count);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static long count(Path path, FrameSize size, long length) {
        long frameBytes = size.rgbBytes();
        long frames = length / frameBytes;
        long tail = length % frameBytes;
        if (length == 0) {
            throw failure(
                    path,
                    0,
                    "the file is empty",
                    String.format(Locale.ROOT, "a frame of %s has %,d bytes", size, frameBytes));
        }
        if (tail != 0) {
            throw failure(
                    path,
                    frames * frameBytes,
                    String.format(
                            Locale.ROOT,
                            "%,d bytes are %,d frames of %s RGB (%,d bytes each) and %,d bytes more",
                            length,
                            frames,
                            size,
                            frameBytes,
                            tail),
                    "the file is truncated, has a tail, or another frame size");
        }
        return frames;
    }

    public long frameCount() {
        return count;
    }

    @Override
    public FrameSize size() {
        return size;
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        size.verifyRgb(rgb);
        if (next == count) {
            verifyEnd();
            return false;
        }
        read(next, rgb);
        next++;
        return true;
    }

    /** Goes to a frame, which {@link #next} then reads. */
    public void seek(long frame) {
        if (frame < 0 || frame > count) {
            throw new IllegalArgumentException("frame " + frame + " of " + count);
        }
        next = frame;
    }

    private void read(long frame, byte[] rgb) throws IOException {
        long start = frame * rgb.length;
        ByteBuffer buffer = ByteBuffer.wrap(rgb);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw failure(path, start + buffer.position(), "the file shrank while being read");
            }
        }
    }

    private void verifyEnd() throws IOException {
        if (channel.size() != count * size.rgbBytes()) {
            throw failure(path, count * size.rgbBytes(), "the file's length changed while being read");
        }
    }

    private static FormatException failure(Path path, long offset, String reason, String hint) {
        return new FormatException(SECTION, offset, reason, hint).inFile(path.toString());
    }

    private static FormatException failure(Path path, long offset, String reason) {
        return new FormatException(SECTION, offset, reason).inFile(path.toString());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
