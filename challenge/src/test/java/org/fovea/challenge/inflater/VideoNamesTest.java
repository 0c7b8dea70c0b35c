package org.fovea.challenge.inflater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoNamesTest {
    @TempDir
    Path folder;

    private Path read(String text) throws IOException {
        return VideoNames.onlyRawFile(Files.writeString(folder.resolve("names"), text));
    }

    @ParameterizedTest
    @CsvSource({"0.mkv, 0.raw", "a/b.c.hevc, a/b.c.raw", "drive, drive.raw", "käse.mkv, käse.raw"})
    void a_name_loses_its_last_extension(String name, String raw) throws IOException {
        assertThat(read(name)).isEqualTo(Path.of(raw));
        assertThat(read("\n  \n" + name + "\r\n\n")).isEqualTo(Path.of(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "0.mkv\n1.mkv\n"})
    void one_video_is_expected(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("videos are listed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../0.mkv", "/etc/0.mkv", "a/../../0.mkv"})
    void names_that_lead_out_of_the_folder_are_refused(String name) {
        assertThatThrownBy(() -> read(name)).isInstanceOf(FormatException.class).hasMessageContaining("leads out");
    }

    @Test
    void a_list_that_is_not_there_is_told() {
        assertThatThrownBy(() -> VideoNames.onlyRawFile(folder.resolve("none"))).isInstanceOf(IOException.class);
    }
}
