package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.score.Candidate;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.raw.RawFrames;

/**
 * Frames that were drawn from an archive before.
 *
 * @param isolation which process that was, in words
 * @param picked pairs that are shown, as if there were no others; empty for all
 */
public record DrawnFrames(Path file, Path raw, FrameSize frameSize, String isolation, List<Integer> picked)
        implements Candidate.Made {
    public DrawnFrames {
        picked = List.copyOf(picked);
    }

    @Override
    public String kind() {
        return "Fovea archive (FVA1) in ZIP, inflated in " + isolation;
    }

    @Override
    public Optional<FrameSize> size() {
        return Optional.of(frameSize);
    }

    @Override
    public long frameCount(FrameSize original) throws IOException {
        if (!picked.isEmpty()) {
            return 2L * picked.size();
        }
        try (RawFrames frames = RawFrames.open(raw, frameSize)) {
            return frames.frameCount();
        }
    }

    @Override
    public FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException {
        RawFrames frames = RawFrames.open(raw, frameSize);
        if (!picked.isEmpty()) {
            return new Picked(frames, picked.subList(firstPair, picked.size()));
        }
        frames.seek(2L * firstPair);
        return frames;
    }

    private static final class Picked implements FrameSource {
        private final RawFrames all;
        private final List<Integer> pairs;
        private int given;

        Picked(RawFrames all, List<Integer> pairs) {
            this.all = all;
            this.pairs = pairs;
        }

        @Override
        public FrameSize size() {
            return all.size();
        }

        @Override
        public boolean next(byte[] rgb) throws IOException {
            if (given == 2 * pairs.size()) {
                return false;
            }
            if (given % 2 == 0) {
                all.seek(2L * pairs.get(given / 2));
            }
            given++;
            return all.next(rgb);
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }
}
