package org.fovea.app.clips;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.app.score.Candidate;
import org.fovea.app.score.Candidates;
import org.fovea.codec.FrameSize;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.site.player.ClassLegend;
import org.fovea.site.player.ClipSource;
import org.fovea.video.FrameSource;

/**
 * What the archive of a run draws.
 *
 * @param files of the benchmark
 * @param artifacts of the lab
 * @param archive of the run
 * @param measured hash of the frames that were scored
 * @param networks identity of the networks
 * @param threads that draw
 */
record RunSource(
        BenchmarkFiles files,
        ArtifactStore artifacts,
        Artifact archive,
        Optional<String> measured,
        String networks,
        int threads)
        implements ClipSource {
    @Override
    public String hash() {
        return archive.sha256();
    }

    @Override
    public int pairs() {
        return files.benchmark().pairs();
    }

    @Override
    public FrameSource frames(int firstPair, int endPair) throws IOException {
        Candidate candidate = Candidates.open(artifacts.verified(archive), List.of(), threads, _ -> {});
        FrameSize size = files.open().clip().size();
        if (!candidate.size().orElse(size).equals(size)) {
            throw new IOException(
                    "the archive draws frames of " + candidate.size().get() + ", the clip has " + size);
        }
        if (candidate.frameCount(size) != 2L * pairs()) {
            throw new IOException(
                    "the archive draws " + candidate.frameCount(size) + " frames, the clip has " + 2L * pairs());
        }
        return candidate.frames(size, firstPair, endPair);
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
