package org.fovea.challenge.inflater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InflateMainTest {
    @TempDir
    private Path folder;

    @Test
    void names_in_messages_control_no_terminal_and_no_log() throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "0.mkv\n");
        Path archive = Files.createDirectory(folder.resolve("a\u001b]0;x\u0007\u202e\nb"));
        Files.writeString(archive.resolve("\u009b31m"), "no archive");
        assertThat(said(archive.toString(), folder.resolve("out").toString(), list.toString()))
                .contains("\\u001b]0;x\\u0007\\u202e b", "\\u009b31m")
                .matches("inflate\\.sh: [ -~]*\n");
        assertThat(said(folder.resolve("none\u001b[2J").toString(), folder.toString(), list.toString()))
                .contains("none\\u001b[2J: no such file or folder")
                .matches("inflate\\.sh: [ -~]*\n");
    }

    private static String said(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = InflateMain.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), args);
        assertThat(code).isEqualTo(3);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path read(String text) throws IOException {
        return InflateMain.onlyRawFile(Files.writeString(folder.resolve("names"), text));
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
    void a_missing_list_is_an_error() {
        assertThatThrownBy(() -> InflateMain.onlyRawFile(folder.resolve("none")))
                .isInstanceOf(IOException.class);
    }
}
