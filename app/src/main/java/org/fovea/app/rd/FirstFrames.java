package org.fovea.app.rd;

import java.io.IOException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/** The first frames of a source. Closes that source. */
final class FirstFrames implements FrameSource {
    private final FrameSource source;
    private long left;

    FirstFrames(FrameSource source, long count) {
        this.source = source;
        this.left = count;
    }

    @Override
    public FrameSize size() {
        return source.size();
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        if (left == 0 || !source.next(rgb)) {
            return false;
        }
        left--;
        return true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
