package org.fovea.encode;

import java.io.IOException;
import java.util.Optional;

/**
 * What one stage of one run has saved. Saving replaces the last state as a whole: a reader sees the old one or the new
 * one.
 */
public interface Checkpoint {
    /** The state saved last, if there is one. */
    Optional<byte[]> load() throws IOException;

    /** Saves a state. */
    void save(byte[] state) throws IOException;

    /** Least seconds between two states of a training. */
    default double seconds() {
        return Double.parseDouble(System.getProperty("fovea.checkpoint.seconds", "20")); // tests set less
    }

    /** Keeps nothing, for tests and for runs without a directory. */
    static Checkpoint none() {
        return new Checkpoint() {
            @Override
            public Optional<byte[]> load() {
                return Optional.empty();
            }

            @Override
            public void save(byte[] state) {}
        };
    }
}
