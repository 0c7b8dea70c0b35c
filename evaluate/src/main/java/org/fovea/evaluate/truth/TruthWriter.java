package org.fovea.evaluate.truth;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.fovea.codec.io.AtomicFile;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.TruthFormat.Header;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers while they are computed. The entry appears when it is complete. A cache that cannot be written must
 * not cost a score: the first problem ends the writing and is told at the end.
 */
public final class TruthWriter implements AutoCloseable {
    private final AtomicFile file;
    private final TruthOutput out;
    private @Nullable IOException problem;

    TruthWriter(AtomicFile file, Header header) throws IOException {
        this.file = file;
        out = new TruthOutput(new BufferedOutputStream(Files.newOutputStream(file.path()), 1 << 16), header);
    }

    /** The next pair's answer. */
    public void add(PairAnswer answer) {
        if (problem != null) {
            return;
        }
        try {
            out.add(answer);
        } catch (IOException e) {
            problem = e;
        }
    }

    /**
     * Every pair is there.
     *
     * @param frames of the clip
     * @return why nothing is remembered; empty where the entry is in place
     */
    public Optional<IOException> commit(long frames) {
        if (problem == null) {
            try {
                out.end(frames);
                out.close();
                file.commit();
            } catch (IOException e) {
                problem = e;
            }
        }
        return Optional.ofNullable(problem);
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        try (file) {
            out.close();
        } catch (IOException e) {
            if (problem == null) {
                throw e;
            }
        }
    }
}
