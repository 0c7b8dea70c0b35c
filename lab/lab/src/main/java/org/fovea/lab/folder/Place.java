package org.fovea.lab.folder;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a benchmark's files are on this machine. The ledger knows them by their hashes only.
 *
 * @param clip the clip, absolute or relative to the lab's folder
 * @param evaluators as {@code --evaluators} takes them; files are absolute or relative to the lab's folder
 * @param minimum what must still be seen of classes before a run may become the baseline
 */
public record Place(String clip, String evaluators, List<ClassMinimum> minimum) {
    private static final String OFFICIAL = "official:";
    private static final String BUNDLED = "bundled";

    public Place {
        minimum = List.copyOf(minimum);
    }

    public Place(String clip, String evaluators) {
        this(clip, evaluators, List.of());
    }

    public Path clipIn(Path folder) {
        return folder.resolve(clip).normalize();
    }

    /** What {@code --evaluators} takes in any working directory. */
    public String evaluatorsIn(Path folder) {
        if (evaluators.equals(BUNDLED)) {
            return evaluators;
        }
        if (evaluators.startsWith(OFFICIAL)) {
            return OFFICIAL
                    + folder.resolve(evaluators.substring(OFFICIAL.length())).normalize();
        }
        return folder.resolve(evaluators).normalize().toString();
    }
}
