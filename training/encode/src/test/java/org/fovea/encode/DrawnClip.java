package org.fovea.encode;

import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameOpener;
import org.fovea.video.FrameSource;

/** A clip without a file: each frame is drawn when it is asked for. */
public final class DrawnClip implements FrameSource {
    private final FrameSize size;
    private final int frames;
    private final Drawing drawing;
    private int next;

    /** Fills the pixels of a frame. */
    @FunctionalInterface
    public interface Drawing {
        void draw(int frame, byte[] rgb);
    }

    /** A clip of so many frames. */
    public DrawnClip(FrameSize size, int frames, Drawing drawing) {
        this.size = size;
        this.frames = frames;
        this.drawing = drawing;
    }

    /** Clips of so many frames. */
    public static FrameOpener of(FrameSize size, int frames, Drawing drawing) {
        return () -> new DrawnClip(size, frames, drawing);
    }

    @Override
    public FrameSize size() {
        return size;
    }

    @Override
    public boolean next(byte[] rgb) {
        if (next == frames) {
            return false;
        }
        drawing.draw(next++, rgb);
        return true;
    }

    @Override
    public void close() {}
}
