package org.fovea.render;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.jspecify.annotations.Nullable;

/** One file of RGB bytes, row by row, frame by frame. It appears under its name when it is complete. */
public final class RawFileSink implements FrameSink {
    private final Path target;
    private final boolean replaceExisting;
    private @Nullable AtomicFile file;
    private @Nullable FileChannel channel;
    private long expected;

    /** Writes {@code target}; an older file of this name is replaced at the end. */
    public RawFileSink(Path target) {
        this(target, true);
    }

    /**
     * Writes {@code target}.
     *
     * @param replaceExisting whether an older file of this name is replaced at the end; else there must be none
     */
    public RawFileSink(Path target, boolean replaceExisting) {
        this.target = target;
        this.replaceExisting = replaceExisting;
    }

    @Override
    public void begin(FrameSize size, int firstPair, int endPair) throws IOException {
        expected = 2L * size.rgbBytes() * (endPair - firstPair);
        file = AtomicFile.create(target, replaceExisting);
        checkSpace(Objects.requireNonNull(file.path().toAbsolutePath().getParent()));
        channel = FileChannel.open(file.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void checkSpace(Path folder) throws IOException {
        // No FileStore: it fails where the mount point cannot be found, as in a changed root.
        long free = folder.toFile().getUsableSpace();
        if (free < expected) {
            throw new IOException(String.format(
                    Locale.ROOT, "%s needs %,d bytes, only %,d are free in %s", target, expected, free, folder));
        }
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
        write(frame1);
        write(frame2);
    }

    private void write(byte[] frame) throws IOException {
        FileChannel out = begun(channel);
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    @Override
    public void commit() throws IOException {
        FileChannel out = begun(channel);
        if (out.position() != expected) {
            throw new IOException(target + " has " + out.position() + " bytes, not " + expected);
        }
        out.close();
        begun(file).commit();
    }

    private static <T> T begun(@Nullable T part) {
        return Objects.requireNonNull(part, "begin() comes first");
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }
}
