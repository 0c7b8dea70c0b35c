package org.fovea.app.clips;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.raw.RawFrames;
import org.jspecify.annotations.Nullable;

/**
 * Frames to encode, from a clip or from raw frames.
 *
 * @param frames from the first one on; closed with this
 * @param rate as the clip tells it
 */
public record ClipToEncode(FrameSource frames, long count, FrameRate rate) implements AutoCloseable {
    /**
     * Opens an input.
     *
     * @param size of raw frames; null for a clip
     */
    public static ClipToEncode open(Path path, @Nullable FrameSize size, ColourChoice colours) throws IOException {
        if (size != null) {
            RawFrames raw = RawFrames.open(path, size);
            return new ClipToEncode(raw, raw.frameCount(), FrameRate.UNKNOWN);
        }
        Clip clip = Clip.open(path).withColours(colours);
        return new ClipToEncode(clip.frames(), clip.frameCount(), clip.facts().frameRate());
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
