package org.fovea.challenge.inflater;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
