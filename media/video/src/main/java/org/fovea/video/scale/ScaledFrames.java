package org.fovea.video.scale;

import java.io.IOException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;

/**
 * Frames of another source in another size. Red, green and blue are scaled each by itself as grey pictures, because
 * swscale takes RGB through YUV with half the chroma, which would lose colour. Closes that source.
 */
public final class ScaledFrames implements FrameSource {
    private static final int CHANNELS = 3;

    private final FrameSource source;
    private final FrameSize size;
    private final PlaneScaler scaler;
    private final byte[] frame;
    private final Planes channel;

    private ScaledFrames(FrameSource source, FrameSize size, ScaleFilter filter) {
        this.source = source;
        this.size = size;
        this.scaler = PlaneScaler.grey(source.size(), size, filter);
        this.frame = new byte[source.size().rgbBytes()];
        this.channel = new Planes(
                new byte[][] {new byte[source.size().pixels()]},
                new int[] {source.size().width()});
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
        size.verifyRgb(rgb);
        if (!source.next(frame)) {
            return false;
        }
        byte[] large = channel.data()[0];
        for (int colour = 0; colour < CHANNELS; colour++) {
            for (int i = 0; i < large.length; i++) {
                large[i] = frame[CHANNELS * i + colour];
            }
            byte[] scaled = scaler.scale(channel).data()[0];
            for (int i = 0; i < scaled.length; i++) {
                rgb[CHANNELS * i + colour] = scaled[i];
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        scaler.close();
        source.close();
    }
}
