package org.fovea.lab.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.fovea.codec.io.ProgressListener;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;

/**
 * Makes and measures archives: the one part that knows codecs and networks. The lab calls its methods in the order of
 * {@link Step}, each perhaps in another process, and again where a process died. A method called again with the same
 * folder goes on where it was, and comes to the same result.
 */
public interface Workshop {
    record Task(Experiment experiment, Benchmark benchmark, Candidate candidate) {}

    /**
     * What was lost.
     *
     * @param pairs numbered as in the whole clip
     * @param originalBytes what the archive is counted against
     * @param document the document of the score, for an artifact
     * @param shown files in the folder that show the run, by role, for artifacts
     */
    record Scored(
            double segmentation,
            double pose,
            List<PairDistortion> pairs,
            double originalBytes,
            String document,
            SortedMap<String, Path> shown) {}

    /**
     * Frames.
     *
     * @param sha256 of them
     * @param isolated whether a process drew them that saw the archive alone
     */
    record Drawn(String sha256, boolean isolated) {}

    String codeVersion();

    /** What computes, as in "cpu". */
    String device();

    /** Architecture and processor. */
    String machine();

    int threads();

    /**
     * Encodes.
     *
     * @param folder for this experiment alone
     * @param init the archive that the recipe names, if it does
     * @return the archive, in the folder
     */
    Path build(Task task, Path folder, Optional<Path> init, ProgressListener watcher)
            throws IOException, InterruptedException;

    /** Verifies an archive by reading all of it. */
    Map<String, Long> pack(Task task, Path archive) throws IOException;

    /**
     * Draws frames: as a submission directory would, in a process that sees the archive and nothing else, where the
     * experiment is {@linkplain Experiment#whole whole}. Others may be drawn here: their scores decide what is tried
     * next, no more.
     *
     * @param frames file to write, raw
     */
    Drawn inflate(Task task, Path archive, Path frames, ProgressListener watcher)
            throws IOException, InterruptedException;

    Scored score(Task task, Path archive, Path frames, Path folder, ProgressListener watcher)
            throws IOException, InterruptedException;
}
