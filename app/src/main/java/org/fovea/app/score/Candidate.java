package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/** What is shown in the original's place. */
public interface Candidate {
    /** The file that frames come from. */
    Path file();

    /** What it is, for people. */
    String kind();

    /** The file whose size is the archive's; absent for raw frames, which have none. */
    Optional<Path> archive();

    /** Size of its frames, where the file says so. */
    Optional<FrameSize> size();

    /**
     * Number of its frames.
     *
     * @param original size of the original's frames, for files that do not say their own
     * @throws org.fovea.codec.FormatException where the file cannot be of that size
     */
    long frameCount(FrameSize original) throws IOException;

    /**
     * Its frames.
     *
     * @param original as above
     * @param firstPair pair to begin with
     * @param endPair one more than the last that is needed; later ones may come or not
     */
    FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException;
}
