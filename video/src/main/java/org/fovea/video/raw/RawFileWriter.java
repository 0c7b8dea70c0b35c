package org.fovea.video.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;

/** Writes RGB frames one after the other into a file without a header. It appears under its name when it is committed. */
public final class RawFileWriter implements AutoCloseable {
    private final FrameSize size;
    private final AtomicFile file;
    private final FileChannel channel;

    /**
     * Begins a file.
     *
     * @param replaceExisting whether an older file of this name is replaced at the end; else there must be none
     */
    public RawFileWriter(Path target, FrameSize size, boolean replaceExisting) throws IOException {
        this.size = size;
        this.file = AtomicFile.create(target, replaceExisting);
        boolean opened = false;
        try {
            this.channel = FileChannel.open(file.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            opened = true;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** Adds a frame of height × width × 3 bytes. */
    public void write(byte[] rgb) throws IOException {
        if (rgb.length != size.rgbBytes()) {
            throw new IllegalArgumentException(rgb.length + " bytes given, " + size.rgbBytes() + " expected");
        }
        ByteBuffer bytes = ByteBuffer.wrap(rgb);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** All frames are there. */
    public void commit() throws IOException {
        channel.close();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            file.close();
        }
    }
}
