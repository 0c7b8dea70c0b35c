package org.fovea.cli.command.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.raw.RawFrames;

/**
 * Frames to encode.
 *
 * @param frames to be closed by the user
 * @param count how many there are
 * @param rate as the clip tells it
 * @param objection why a raw file does not look like RGB frames of the size that was told, if it does not
 */
record EncodeInput(FrameSource frames, long count, FrameRate rate, Optional<String> objection) {
    /** A clip, or a raw file where a size is told. */
    static EncodeInput open(Path path, FrameSize size) throws IOException {
        if (size == null) {
            Clip clip = Clip.open(path);
            return new EncodeInput(
                    clip.frames(), clip.frameCount(), clip.facts().frameRate(), Optional.empty());
        }
        RawFrames raw = RawFrames.open(path, size);
        return new EncodeInput(raw, raw.frameCount(), FrameRate.UNKNOWN, raw.layoutObjection());
    }
}
