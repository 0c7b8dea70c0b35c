package org.fovea.video.inflate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.io.Sha256;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;

/** A sink that keeps what it is given. */
final class DrawnFrames implements FrameSink {
    final List<byte[]> frames = new ArrayList<>();
    FrameSize size;
    boolean begun;
    boolean committed;
    boolean closed;
    private int next;

    static List<byte[]> of(VideoContent content) {
        return of(content, InflateOptions.all(content.header().pairs()).withThreads(2));
    }

    static List<byte[]> of(VideoContent content, InflateOptions options) {
        DrawnFrames drawn = new DrawnFrames();
        try {
            ArchiveInflater.of(content).run(options, drawn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return drawn.frames;
    }

    static String hash(List<byte[]> frames) {
        MessageDigest digest = Sha256.digest();
        frames.forEach(digest::update);
        return Sha256.of(digest).substring(0, 32);
    }

    @Override
    public void begin(FrameSize frameSize, int firstPair, int endPair) {
        size = frameSize;
        next = firstPair;
        begun = true;
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) {
        if (pair != next++) {
            throw new IllegalStateException("pair " + pair + " where " + (next - 1) + " is next");
        }
        frames.add(frame1.clone());
        frames.add(frame2.clone());
    }

    @Override
    public void commit() {
        committed = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
