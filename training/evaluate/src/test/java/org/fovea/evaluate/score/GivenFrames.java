package org.fovea.evaluate.score;

import java.io.IOException;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/** These frames, one after the other. */
public class GivenFrames implements FrameSource {
    private final FrameSize size;
    private final List<byte[]> frames;
    private int next;

    public GivenFrames(FrameSize size, List<byte[]> frames) {
        this.size = size;
        this.frames = frames;
    }

    int frames() {
        return frames.size();
    }

    @Override
    public FrameSize size() {
        return size;
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        if (next == frames.size()) {
            return false;
        }
        System.arraycopy(frames.get(next++), 0, rgb, 0, rgb.length);
        return true;
    }

    @Override
    public void close() {}
}
