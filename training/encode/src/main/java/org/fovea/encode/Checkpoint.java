package org.fovea.encode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
     * Saves what is done of a work, as JSON, whose numbers come back to the bit.
     *
     * @param work what it is a part of, in one line
     * @throws InterruptedException where the thread is interrupted; what was saved stays
     */
    default void keep(String work, Object done) throws IOException, InterruptedException {
        save(bytes(work, done));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** What {@link #keep} saves. */
    static byte[] bytes(String work, Object done) {
        return (work + "\n" + JsonMapper.shared().writeValueAsString(done)).getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #keep} saved last; nothing where that is a part of another work. */
    default <T> Optional<T> kept(String work, Class<T> type) throws IOException {
        String saved = new String(load().orElse(new byte[0]), StandardCharsets.UTF_8);
        return saved.startsWith(work + "\n")
                ? Optional.of(JsonMapper.shared().readValue(saved.substring(work.length() + 1), type))
                : Optional.empty();
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
