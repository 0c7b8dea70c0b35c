package org.fovea.encode.estimate;

import java.util.List;

/**
 * A stage of a run with what follows it.
 *
 * @param label number and name of the stage, as in "02-train"
 * @param works in their order
 */
public record Phase(String label, List<Work> works) {
    public Phase {
        works = List.copyOf(works);
    }
}
