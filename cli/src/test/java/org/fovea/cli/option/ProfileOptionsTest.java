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
        byte[] quick = Profiles.find("quick").yaml();
        Path file = Files.write(folder.resolve("mine.yaml"), quick);
        ProfileOptions.Chosen chosen =
                parse("--profile", file.toString(), "--seed", "7").chosen();
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
                        .chosen())
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("--set masks.minimumRegion=x: ")
                .hasMessageNotContaining("line ");
    }
}
