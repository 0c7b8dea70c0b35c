package org.fovea.app.clips;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.score.Candidate;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/**
 * What an archive draws.
 *
 * @param files the clip that it was made of, and who looks at it
 * @param hash of the archive
 * @param archive finds its file
 * @param measured hash of the frames that were scored, where somebody noted it
 * @param networks identity of the networks
 * @param threads that draw
 */
record ArchiveSource(
        ClipFiles files, String hash, Archive archive, Optional<String> measured, String networks, int threads)
        implements FilesSource {
    /** Where an archive is. */
    @FunctionalInterface
    interface Archive {
        /** Its file. */
        Path file() throws IOException;
    }

    @Override
    public FrameSource frames(int firstPair, int endPair) throws IOException {
        Candidate candidate = Candidate.open(archive.file(), List.of(), threads, _ -> {});
        FrameSize size = files.clip().size();
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
}
