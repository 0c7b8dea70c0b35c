package org.fovea.lab.queue;

import java.util.List;
import java.util.Map;
import org.fovea.lab.record.Artifact;

/** What steps leave for those after them, kept with their jobs as JSON. */
final class StepResults {
    private StepResults() {}

    /**
     * Of BUILD.
     *
     * @param path of the archive in the lab's folder
     */
    record Built(String path, String sha256, long bytes) {}

    /** Of PACK. */
    record Archive(Artifact archive, Map<String, Long> sections, long payload, boolean exploit) {}

    /**
     * Of INFLATE.
     *
     * @param frames SHA-256 of them
     * @param path in the lab's folder
     */
    record Frames(String frames, String path, long bytes) {}

    /**
     * Of SCORE.
     *
     * @param run key
     * @param label number in the ledger
     */
    record Recorded(String run, String label) {}

    /**
     * Of JUDGE.
     *
     * @param wanted hashes of the experiments that judging asked for
     */
    record Judged(List<String> wanted) {}
}
