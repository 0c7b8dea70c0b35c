package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.testkit.networks.SmallArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./fovea} itself: how it starts. */
class LauncherIT {
    @TempDir
    Path folder;

    @Test
    void the_build_that_ran_before_the_tests_is_used() throws Exception {
        Fovea.run(folder, Map.of(), "--version"); // makes the start cache
        Path jar = Fovea.ROOT.resolve("app/cli/target/dist/lib/fovea-cli.jar");
        long built = Files.getLastModifiedTime(jar).toMillis();
        Result result = Fovea.run(folder, Map.of(), "--version");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(Files.getLastModifiedTime(jar).toMillis()).isEqualTo(built);
    }

    @Test
    void it_starts_through_a_symbolic_link_from_any_folder() throws Exception {
        Path away = Files.createDirectories(folder.resolve("a folder/ünï"));
        Path link = Files.createSymbolicLink(away.resolve("fov"), Fovea.ROOT.resolve("fovea"));
        Path second = Files.createSymbolicLink(folder.resolve("fov"), away.relativize(away.resolve("fov")));
        Files.delete(second);
        Files.createSymbolicLink(second, folder.relativize(link));
        Path out = folder.resolve("out");
        Process process = Fovea.start(away, second, Map.of(), out, folder.resolve("err"), List.of("--version"));
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Fovea.read(out)).startsWith("Fovea 0.");
        Files.delete(second); // JUnit warns of links that leave its folder
        Files.delete(link);
    }

    @Test
    void the_incubator_note_is_not_shown_but_errors_of_the_machine_are() throws Exception {
        assertThat(Fovea.run(folder, Map.of(), "--version").err()).isEmpty();
        Path err = folder.resolve("err");
        assertThat(shell("FOVEA_OPTS=-XX:NoSuchFlag=1 \"$1\" --version 2>err")).isEqualTo(1);
        // The filter may write its last line a moment after the machine has ended.
        for (int i = 0; i < 100 && !Fovea.read(err).contains("NoSuchFlag"); i++) {
            Thread.sleep(50);
        }
        assertThat(Fovea.read(err)).contains("NoSuchFlag");
    }

    @Test
    void a_small_heap_changes_nothing_on_standard_output() throws Exception {
        Path file = Files.write(folder.resolve("a.zip"), SmallArchive.file());
        String command = "FOVEA_HEAP=64m \"$1\" inspect a.zip --json >out";
        assertThat(shell(command)).isZero();
        assertThat(file).exists();
        assertThat(folder.resolve("out")).content().startsWith("{");
    }

    @Test
    void missing_surroundings_are_made_up_for_or_named() throws Exception {
        Path err = folder.resolve("err");
        assertThat(shell("unset HOME; TMPDIR=/nonexistent \"$1\" --version >out 2>err"))
                .isZero();
        assertThat(folder.resolve("out")).content().startsWith("Fovea 0.");
        assertThat(err).isEmptyFile();
        assertThat(shell("FOVEA_HEAP=4gb \"$1\" --version 2>err")).isEqualTo(2);
        assertThat(err).content().contains("FOVEA_HEAP is '4gb', which is not a size of a heap");
        assertThat(shell("top=$(pwd); mkdir gone; cd gone; rmdir \"$top/gone\"; \"$1\" --version 2>\"$top/err\""))
                .isEqualTo(4);
        assertThat(err).content().contains("the folder that this was started in is gone");
        assertThat(shell("ulimit -n 60; \"$1\" --version 2>err")).isEqualTo(4);
        assertThat(err)
                .content()
                .isEqualTo("fovea: no more than 60 files may be open here; allow more: ulimit -n 1024\n");
    }

    @Test
    void what_the_shell_writes_after_an_error_stays() throws Exception {
        assertThat(shell("exec 2>log; \"$1\" inspect none; echo between >&2; \"$1\" inspect nothing"))
                .isEqualTo(3);
        assertThat(Fovea.read(folder.resolve("log")).lines())
                .containsExactly(
                        "none: no such file; check the path", "between", "nothing: no such file; check the path");
    }

    @Test
    void it_works_without_standard_error_and_says_when_its_output_is_lost() throws Exception {
        assertThat(shell("\"$1\" --version 2>&-")).isZero();
        assertThat(shell("\"$1\" --help | head -n 1 >/dev/null")).isZero();
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        assertThat(shell("\"$1\" --version >/dev/full 2>err")).isEqualTo(4);
        assertThat(folder.resolve("err")).content().startsWith("standard output cannot be written");
    }

    private int shell(String command) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        "sh", "-c", command, "sh", Fovea.ROOT.resolve("fovea").toString())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @ParameterizedTest
    @CsvSource({
        "inflate a, 1700m",
        "--threads 2 inflate a, 1700m",
        "--threads=2 -q --debug inflate a, 1700m",
        "repack inflate, 3g",
        "--threads inflate repack a, 3g"
    })
    void the_heap_is_that_of_the_command_wherever_options_stand(String line, String heap) throws Exception {
        assertThat(shell("unset FOVEA_HEAP; FOVEA_JAVA_HOME=" + stubJdk() + " \"$1\" " + line + " >out 2>&1"))
                .isZero();
        String out = Fovea.read(folder.resolve("out"));
        assertThat(out).contains(" -Xmx" + heap + " ").endsWith(" " + line + "\n");
    }

    /** What passes for a JDK 25 and prints its arguments. */
    private Path stubJdk() throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("stub/bin")).getParent();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(jdk.resolve("bin").resolve(program), "#!/bin/sh\necho \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return jdk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "xx_XX.UTF-8"})
    void names_that_are_not_ascii_are_opened_in_any_locale(String locale) throws Exception {
        Files.write(folder.resolve("mäßken.u8"), new byte[] {0, 1, 1, 0});
        String told = locale.isEmpty() ? "" : "export LC_ALL=" + locale + "; "; // the last one is installed nowhere
        assertThat(shell("unset LC_ALL LC_CTYPE LANG; " + told + "\"$1\" mask encode \"$PWD/mäßken.u8\" --frames 1 "
                        + "--height 2 --width 2 --effort fast -o käse.fva"))
                .isZero();
        assertThat(folder.resolve("käse.fva")).exists();
    }

    @Test
    void commands_without_networks_unpack_no_libtorch() throws Exception {
        Path file = Files.write(folder.resolve("small.zip"), SmallArchive.file());
        Path unpacked = folder.resolve("unpacked");
        Map<String, String> environment = Map.of("FOVEA_OPTS", "-Dorg.bytedeco.javacpp.cachedir=" + unpacked);
        assertThat(Fovea.run(folder, environment, "inspect %s", file).exitCode())
                .isZero();
        assertThat(Fovea.run(folder, environment, "inflate %s -o out", file).exitCode())
                .isZero();
        if (Files.exists(unpacked)) {
            try (Stream<Path> files = Files.walk(unpacked)) {
                assertThat(files).noneMatch(path -> path.toString().contains("pytorch"));
            }
        }
    }
}
