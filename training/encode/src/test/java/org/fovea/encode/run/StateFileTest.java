package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.encode.run.StateFile.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A power cut leaves what was not forced to the disk shorter than it was, or empty. */
class StateFileTest {
    @TempDir
    Path folder;

    private static RunIdentity identity(String clip) {
        return new RunIdentity(clip, 0, 8, 1000, "networks", "profile", "");
    }

    @Test
    void a_state_cut_at_any_byte_leaves_the_one_before() throws IOException {
        Path file = folder.resolve("state.json");
        StateFile states = new StateFile(file);
        State first = State.begin(identity("first"));
        State second = State.begin(identity("second"));
        states.write(first);
        states.write(second);
        byte[] whole = Files.readAllBytes(file);
        assertThat(states.read()).contains(second);
        for (int length = 0; length < whole.length - 2; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(states.read()).as("cut after %d bytes", length).contains(first);
        }
        states.write(second); // over a damaged one, which never becomes the one before
        Files.write(file, new byte[0]);
        assertThat(states.read()).contains(first);
        Files.delete(file);
        assertThat(states.read()).contains(first);
    }

    @Test
    void a_folder_without_a_state_is_not_emptied_although_its_names_are_those_of_a_run() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("run/stages")).resolve("mine.txt");
        Files.writeString(mine, "mine");
        Files.writeString(folder.resolve("run/log.txt"), "my log");
        assertThrown(
                RunDirectoryException.class,
                () -> RunDirectory.open(folder.resolve("run"), identity("a"), RunDirectory.Start.ANEW),
                "may be yours");
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("run/log.txt")).hasContent("my log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.txt", "metrics.csv", "stages", "previews", "lock", "state.json"})
    void a_run_that_holds_links_is_refused_and_nothing_is_written_through_them(String name) throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(run.resolve(name), elsewhere);
        assertThrown(
                RunDirectoryException.class,
                () -> RunDirectory.open(run, identity("a"), RunDirectory.Start.RESUME),
                name + ": a link");
        assertThat(elsewhere).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside", "01-look/x", "a\\u0000b", "", "01-"})
    void labels_that_name_other_files_are_damage(String label) throws IOException {
        String hash = "0".repeat(64);
        Path file = folder.resolve("state.json");
        StateFile states = new StateFile(file);
        FinishedStage stage = new FinishedStage("01-look", 1, hash, 1, Optional.empty());
        states.write(new State(1, identity("first"), List.of(stage)));
        assertThat(states.read()).isPresent();
        Files.writeString(file, Files.readString(file).replace("01-look", label));
        assertThrown(FormatException.class, states::read, "state.json");
    }

    @Test
    void without_a_previous_one_the_damage_is_named() throws IOException {
        Path file = Files.write(folder.resolve("state.json"), new byte[0]);
        assertThrown(FormatException.class, () -> new StateFile(file).read());
        Files.delete(file);
        assertThat(new StateFile(file).read()).isEmpty();
    }
}
