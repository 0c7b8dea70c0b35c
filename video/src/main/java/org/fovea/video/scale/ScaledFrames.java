package org.fovea.video.scale;

import java.io.IOException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/** Frames of another source in another size. Closes that source. */
public final class ScaledFrames implements FrameSource {
    private final FrameSource source;
    private final FrameSize size;
    private final FrameScaler scaler;
    private final byte[] frame;

    private ScaledFrames(FrameSource source, FrameSize size, ScaleFilter filter) {
        this.source = source;
        this.size = size;
        this.scaler = new FrameScaler(source.size(), size, filter);
        this.frame = new byte[source.size().rgbBytes()];
    }

    /** The source itself where it has that size already. */
    public static FrameSource of(FrameSource source, FrameSize size, ScaleFilter filter) {
        return source.size().equals(size) ? source : new ScaledFrames(source, size, filter);
    }

    @Override
    public FrameSize size() {
        return size;
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        if (rgb.length != size.rgbBytes()) {
            throw new IllegalArgumentException(rgb.length + " bytes given, " + size.rgbBytes() + " expected");
        }
        if (!source.next(frame)) {
            return false;
        }
        scaler.scale(frame, rgb);
        return true;
    }

    @Override
    public void close() throws IOException {
        scaler.close();
        source.close();
    }
}
