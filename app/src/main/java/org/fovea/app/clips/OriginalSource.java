package org.fovea.app.clips;

import java.io.IOException;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.site.player.ClassLegend;
import org.fovea.site.player.ClipSource;
import org.fovea.video.FrameSource;

/**
 * The clip of a benchmark.
 *
 * @param files of the benchmark
 * @param hash of the clip
 * @param networks identity of the networks
 */
record OriginalSource(BenchmarkFiles files, String hash, String networks) implements ClipSource {
    @Override
    public Optional<String> measured() {
        return Optional.empty();
    }

    @Override
    public int pairs() {
        return files.benchmark().pairs();
    }

    @Override
    public FrameSource frames(int firstPair, int endPair) throws IOException {
        FrameSource frames = files.open().clip().frames();
        byte[] passed = new byte[frames.size().rgbBytes()];
        for (int i = 0; i < 2 * firstPair; i++) {
            if (!frames.next(passed)) {
                frames.close();
                throw new IOException("the clip has only " + i + " frames");
            }
        }
        return frames;
    }

    @Override
    public ClassLegend legend() throws IOException {
        return files.legend();
    }

    @Override
    public byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException {
        return files.classes(size, first, second);
    }
}
