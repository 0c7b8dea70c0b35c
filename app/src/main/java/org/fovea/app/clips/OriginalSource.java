package org.fovea.app.clips;

import java.io.IOException;
import java.util.Optional;
import org.fovea.video.FrameSource;

/**
 * A clip as it is.
 *
 * @param files the clip and who looks at it
 * @param hash of the clip
 * @param networks identity of the networks
 */
record OriginalSource(ClipFiles files, String hash, String networks) implements FilesSource {
    @Override
    public Optional<String> measured() {
        return Optional.empty();
    }

    @Override
    public FrameSource frames(int firstPair, int endPair) throws IOException {
        FrameSource frames = files.clip().frames();
        byte[] passed = new byte[frames.size().rgbBytes()];
        for (int i = 0; i < 2 * firstPair; i++) {
            if (!frames.next(passed)) {
                frames.close();
                throw new IOException("the clip has only " + i + " frames");
            }
        }
        return frames;
    }
}
