package org.fovea.encode;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one stage of one run has saved. Saving replaces the last state as a whole: a reader sees the old one or the new
 * one.
 */
public interface Checkpoint {
    /** The state saved last, if there is one. */
    Optional<byte[]> load() throws IOException;

    void save(byte[] state) throws IOException;

    /**
     * Saves what is done, as JSON, whose numbers come back to the bit.
     *
     * @throws InterruptedException where the thread is interrupted; what was saved stays
     */
    default void keep(Object done) throws IOException, InterruptedException {
        save(bytes(done));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** What {@link #keep} saves. */
    static byte[] bytes(Object done) {
        return JsonMapper.shared().writeValueAsBytes(done);
    }

    /** What {@link #keep} saved last. */
    default <T> Optional<T> kept(Class<T> type) throws IOException {
        return load().map(state -> JsonMapper.shared().readValue(state, type));
    }

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
