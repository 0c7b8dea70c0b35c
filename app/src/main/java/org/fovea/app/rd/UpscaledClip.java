package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.app.score.Candidate;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.scale.ScaleFilter;

/** A rival's small clip, shown in the original's size. */
record UpscaledClip(Clip clip, FrameSize original, ScaleFilter filter) implements Candidate {
    @Override
    public Path file() {
        return clip.path();
    }

    @Override
    public String kind() {
        return "clip, " + clip.facts().codec() + ", enlarged from " + clip.size();
    }

    @Override
    public Optional<Path> archive() {
        return Optional.of(clip.path());
    }

    @Override
    public Optional<FrameSize> size() {
        return Optional.of(original);
    }

    @Override
    public long frameCount(FrameSize size) {
        return clip.frameCount();
    }

    @Override
    public FrameSource frames(FrameSize size, int firstPair, int endPair) throws IOException {
        if (firstPair != 0) {
            throw new IllegalArgumentException("begins at pair " + firstPair);
        }
        return clip.frames(size, filter);
    }
}
