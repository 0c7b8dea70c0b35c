package org.fovea.encode.run;

import java.io.IOException;
import java.util.List;

/**
 * A part of a compression: a trial of profiles, the encode, a search for a price, the score. A compression is a list of
 * them. What a phase has finished is in the run directory, so that a resumed run passes over it.
 *
 * @param title what it does, in a few words
 * @param work what it does
 */
public record Phase(String title, Work work) {
    /** Does what is missing, and adds what it found to what is known. */
    @FunctionalInterface
    public interface Work {
        /** @throws IOException where the clip cannot be read or the disk is full; what is finished and saved stays */
        RunState run(RunState before) throws IOException, InterruptedException;
    }

    /** Runs phases one after the other. */
    public static RunState run(List<Phase> phases, RunState before) throws IOException, InterruptedException {
        return phases.isEmpty()
                ? before
                : run(phases.subList(1, phases.size()), phases.getFirst().work().run(before));
    }
}
