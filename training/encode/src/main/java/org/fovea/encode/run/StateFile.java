package org.fovea.encode.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The file of a run directory that says what is finished. */
record StateFile(Path file) {
    private static final int VERSION = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Name of the file with the state before the last one. */
    static final String PREVIOUS = "state.previous.json";

    /**
     * What the file says.
     *
     * @param version of this file
     * @param identity what the run's result depends on
     * @param stages that are finished, in order
     */
    record State(int version, RunIdentity identity, List<FinishedStage> stages) {
        State {
            stages = List.copyOf(stages);
        }

        static State begin(RunIdentity identity) {
            return new State(VERSION, identity, List.of());
        }
    }

    private Path previous() {
        return file.resolveSibling(PREVIOUS);
    }

    /** The state, if the run has begun. */
    Optional<State> read() throws IOException {
        if (!Files.exists(file) && !Files.exists(previous())) {
            return Optional.empty();
        }
        try {
            return read(file);
        } catch (FormatException | NoSuchFileException e) {
            // A power cut on a disk that lies about what it has written: at most the last stage is done again.
            if (Files.exists(previous())) {
                return read(previous());
            }
            throw e;
        }
    }

    private static Optional<State> read(Path file) throws IOException {
        try {
            State state = JSON.readValue(Files.readAllBytes(file), State.class);
            if (state.version() != VERSION) {
                throw new RunDirectoryException(file.getParent() + ": made by another version of Fovea (state "
                        + state.version() + ", this one has " + VERSION
                        + "); finish it with that version, or start over with --force");
            }
            return Optional.of(state);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new FormatException("state", 0, "not what a run has written", "start over with --force")
                    .inFile(file.toString());
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        try {
            return read(file).isPresent();
        } catch (FormatException e) {
            return false;
        }
    }

    /** Replaces the state; the one before stays beside it. */
    void write(State state) throws IOException {
        if (Files.exists(file) && isWhole(file)) {
            AtomicFile.write(previous(), Files.readAllBytes(file));
        }
        AtomicFile.write(file, (JSON.writeValueAsString(state) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
