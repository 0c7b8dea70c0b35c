package org.fovea.video.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.fovea.isolate.Isolations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that does all that it can, in place of an ffmpeg. */
class FfmpegProgramTest {
    @TempDir
    Path folder;

    private FfmpegProgram program(String script) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("ffmpeg");
        Files.writeString(program, "#!/bin/sh\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new FfmpegProgram(program, "1", Set.of());
    }

    private static void assumeIsolation() throws Exception {
        assumeTrue(Isolations.usual().hides(), "neither bubblewrap nor unshare works here");
    }

    @Test
    void it_gets_its_input_and_what_it_writes_is_returned() throws Exception {
        byte[] written =
                program("cat >out").run(List.of(), "out", in -> in.write("abc".getBytes(StandardCharsets.UTF_8)));
        assertThat(written).asString(StandardCharsets.UTF_8).isEqualTo("abc");
    }

    @Test
    void it_can_write_nothing_outside_its_folder() throws Exception {
        assumeIsolation();
        Path thesis = Files.writeString(folder.resolve("thesis.txt"), "only copy");
        FfmpegProgram hostile = program("cat >/dev/null\necho PWNED 2>/dev/null >'" + thesis + "'\necho ok >out");
        assertThat(hostile.run(List.of(), "out", in -> {}))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("ok\n");
        assertThat(thesis).hasContent("only copy");
    }

    @Test
    void it_reaches_no_network_and_no_variable_of_the_user() throws Exception {
        assumeIsolation();
        byte[] seen = program("cat >/dev/null\n(env; cat /proc/net/dev) >out").run(List.of(), "out", in -> {});
        String text = new String(seen, StandardCharsets.UTF_8);
        assertThat(text).contains("lo:").doesNotContain("eth0", "HOME=", "USER=");
    }

    @Test
    void memory_file_size_and_time_are_limited() throws Exception {
        byte[] limits = program("cat >/dev/null\n(ulimit -v; ulimit -t) >out").run(List.of(), "out", in -> {});
        assertThat(new String(limits, StandardCharsets.UTF_8).lines()).containsExactly("16777216", "172800");
    }

    @Test
    void a_link_in_place_of_the_output_is_not_followed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        FfmpegProgram hostile = program("cat >/dev/null\nln -s '" + secret + "' out");
        assertThrown(ProgramFailure.class, () -> hostile.run(List.of(), "out", in -> {}), "wrote nothing");
    }
}
