package org.fovea.app.clips;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.site.player.ClassLegend;
import org.fovea.site.player.ClipSource;
import org.fovea.video.FrameSource;

/**
 * A clip as it is.
 *
 * @param files the clip and who looks at it
 * @param hash of the clip
 * @param networks identity of the networks
 */
record OriginalSource(ClipFiles files, String hash, String networks) implements ClipSource {
    @Override
    public Optional<String> measured() {
        return Optional.empty();
    }

    @Override
    public int pairs() {
        return files.pairs();
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

    @Override
    public ClassLegend legend() throws IOException {
        return files.legend();
    }

    @Override
    public byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException {
        return files.classes(size, first, second);
    }

    @Override
    public List<String> poseOutputs() throws IOException {
        return files.poseOutputs();
    }

    @Override
    public float[] pose(FrameSize size, byte[] first, byte[] second) throws IOException {
        return files.pose(size, first, second);
    }
}
