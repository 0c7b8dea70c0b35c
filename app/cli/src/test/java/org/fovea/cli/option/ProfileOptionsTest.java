package org.fovea.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProfileOptionsTest {
    @TempDir
    Path folder;

    private static ProfileOptions parse(String... arguments) {
        ProfileOptions options = new ProfileOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("how", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options;
    }

    @Test
    void the_copy_is_what_ran_also_where_the_file_changes_afterwards() throws IOException {
        byte[] quick = Profiles.find("fast/masks").yaml();
        Path file = Files.write(folder.resolve("mine.yaml"), quick);
        ProfileOptions.Chosen chosen =
                parse("--profile", file.toString(), "--seed", "7").chosen(false, false);
        Files.writeString(file, "stages: nonsense");
        assertThat(chosen.text()).isEqualTo(quick);
        Profile copied = Profile.parse(chosen.text(), java.util.List.of());
        assertThat(chosen.plan()).isInstanceOfSatisfying(Profile.class, profile -> {
            assertThat(profile.seed()).isEqualTo(7);
            assertThat(profile.stages()).isEqualTo(copied.stages());
        });
    }

    @Test
    void an_impossible_setting_is_told_by_its_option_without_a_line() {
        assertThatThrownBy(() -> parse("--set", "seed=3", "--set", "masks.minimumRegion=x")
                        .chosen(false, false))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("--set masks.minimumRegion=x: ")
                .hasMessageNotContaining("line ");
    }

    /** What was written for an archive or with settings before profiles were tried means what it meant. */
    @ParameterizedTest
    @CsvSource({
        "'', false, standard",
        "'', true, standard/masks",
        "--set renderer.channels=12, false, standard/masks",
        "--stages poses, false, standard/masks",
        "--profile standard/latent, true, standard/latent",
        "--profile standard, false, standard"
    })
    void without_a_name_several_are_tried_unless_one_is_needed(String arguments, boolean archive, String expected)
            throws IOException {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        assertThat(parse(words).chosen(archive, false).text())
                .isEqualTo(Profiles.find(expected).yaml());
    }
}
