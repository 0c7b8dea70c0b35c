package org.fovea.evaluate.truth;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.TruthFormat.Header;
import org.fovea.evaluate.truth.TruthFormat.Shape;

/**
 * A folder of remembered answers, an entry for each clip, pair of networks, decoder and kind of machine. Any number of
 * processes may use it at once: an entry is written under another name and moved into place, and two writers of one
 * entry write the same.
 */
public final class GroundTruthCache {
    public static final String VARIABLE = "FOVEA_CACHE";

    private static final String FOLDER = "ground-truth";

    private final Path folder;

    /**
     * In a cache directory, which need not exist.
     *
     * @param directory the one of {@link #directory}, for example
     */
    public GroundTruthCache(Path directory) {
        folder = directory.resolve(FOLDER);
    }

    /**
     * The one directory that everything lies below that Fovea remembers: {@code FOVEA_CACHE}, else {@code fovea} in
     * {@code XDG_CACHE_HOME}, else {@code ~/.cache/fovea} (XDG Base Directory Specification; a relative path in it does
     * not count).
     */
    public static Path directory(Map<String, String> environment, Path home) {
        String folder = environment.getOrDefault(VARIABLE, "");
        if (!folder.isEmpty()) {
            return Path.of(folder).toAbsolutePath();
        }
        String standard = environment.getOrDefault("XDG_CACHE_HOME", "");
        return !standard.isEmpty() && Path.of(standard).isAbsolute()
                ? Path.of(standard, "fovea")
                : home.resolve(".cache/fovea");
    }

    /** The one of this process. */
    public static Path directory() {
        return directory(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    public Path folder() {
        return folder;
    }

    /**
     * What is remembered for a key. An entry that is damaged or of another shape is removed.
     *
     * @param note receives a line that says why an entry was not used
     */
    public Optional<TruthReader> open(TruthKey key, EvaluatorPair evaluators, Consumer<String> note) {
        Path file = folder.resolve(key.fileName());
        try {
            RememberedTruth entry = RememberedTruth.open(file);
            if (entry.header().key().equals(key) && entry.header().shape().equals(Shape.of(evaluators))) {
                return Optional.of(entry.reader());
            }
            entry.reader().close();
            note.accept(file + ": belongs to something else; recomputed");
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FormatException e) {
            note.accept(e.getMessage() + "; recomputed");
        } catch (IOException e) {
            note.accept("the cache cannot be read: " + e + "; recomputed");
            return Optional.empty();
        }
        remove(file, note);
        return Optional.empty();
    }

    private static void remove(Path file, Consumer<String> note) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            note.accept(file + ": cannot be removed: " + e.getMessage());
        }
    }

    /** @throws IOException where the folder cannot be written */
    public TruthWriter create(TruthKey key, EvaluatorPair evaluators, FrameSize size) throws IOException {
        AtomicFile file = AtomicFile.create(folder.resolve(key.fileName()));
        try {
            return new TruthWriter(
                    new BufferedOutputStream(Files.newOutputStream(file.path()), 1 << 16),
                    file,
                    new Header(key, evaluators.identity().name(), size, Shape.of(evaluators)));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
