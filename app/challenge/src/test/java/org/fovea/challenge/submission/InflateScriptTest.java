package org.fovea.challenge.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inflate.sh} with programs that pass for Java. */
class InflateScriptTest {
    @TempDir
    Path folder;

    private Path submission;

    @BeforeEach
    void copy() throws IOException {
        submission = Files.createDirectories(folder.resolve("a submission"));
        try (InputStream in = SubmissionFiles.class.getResourceAsStream("inflate.sh")) {
            Files.copy(in, submission.resolve("inflate.sh"));
        }
        Files.writeString(submission.resolve("fovea-inflater.jar"), "jar");
    }

    /** Says what a Java of this version says, and prints where it is and its arguments when it is run. */
    private void stub(Path home, String version, String modules) throws IOException {
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, """
                #!/bin/sh
                case $1 in
                  -version) echo 'openjdk version "%s" 2026-01-01' >&2 ;;
                  --list-modules) echo '%s' ;;
                  *)
                    echo "ran in $(pwd)"
                    echo "locale $LC_ALL"
                    for argument; do printf '[%%s]' "$argument"; done
                    echo
                    echo "from $0"
                    ;;
                esac
                """.formatted(version, modules));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Run(int exitCode, String output) {}

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "a submission/inflate.sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void arguments_reach_the_program_as_they_are() throws Exception {
        stub(folder.resolve("jdk"), "25.0.3", "java.base@25\njdk.incubator.vector@25");
        Run run = run(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), "in dir", "./out", "names $x.txt");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "ran in " + folder.toRealPath(),
                        "locale C.UTF-8",
                        "[--add-modules=jdk.incubator.vector]",
                        "[-Xmx1700m]")
                .contains("[-cp][" + submission.toRealPath() + "/fovea-inflater.jar]")
                .contains("[org.fovea.challenge.inflater.InflateMain][in dir][./out][names $x.txt]");
    }

    @Test
    void the_heap_can_be_set() throws Exception {
        stub(folder.resolve("jdk"), "25", "jdk.incubator.vector@25");
        Run run = run(Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "FOVEA_HEAP", "4g"), "a", "b", "c");
        assertThat(run.output()).contains("[-Xmx4g]");
    }

    @Test
    void the_runtime_beside_it_comes_first_then_java_home_then_the_path() throws Exception {
        stub(submission.resolve("runtime"), "25.0.3", "jdk.incubator.vector@25");
        stub(folder.resolve("home"), "25.0.3", "jdk.incubator.vector@25");
        stub(folder.resolve("path"), "25.0.3", "jdk.incubator.vector@25");
        Map<String, String> environment = Map.of(
                "JAVA_HOME", folder.resolve("home").toString(), "PATH", folder.resolve("path/bin") + ":/usr/bin:/bin");
        assertThat(run(environment, "a", "b", "c").output())
                .contains("from " + submission.toRealPath() + "/runtime/bin/java");
        // A runtime of another kind of machine does not run.
        Files.writeString(submission.resolve("runtime/bin/java"), "#!/no/such/program\n");
        assertThat(run(environment, "a", "b", "c").output()).contains("from " + folder.resolve("home/bin/java"));
        stub(folder.resolve("home"), "24.0.1", "");
        assertThat(run(environment, "a", "b", "c").output()).contains("from " + folder.resolve("path/bin/java"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.9", "250", "2.5", "26.0.1"})
    void other_versions_are_passed_over(String version) throws Exception {
        stub(folder.resolve("jdk"), version, "");
        Run run = run(Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "PATH", "/usr/bin:/bin"), "a", "b", "c");
        assertThat(run.output()).doesNotContain("from " + folder.resolve("jdk"));
    }

    @Test
    void where_there_is_no_java_it_says_what_to_do() throws Exception {
        assumeTrue(!Files.isDirectory(Path.of("/usr/lib/jvm")), "a Java may be in the usual folders of this machine");
        Run run = run(Map.of("PATH", "/none"), "a", "b", "c");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.output()).startsWith("inflate.sh: no Java 25 found; install one");
    }

    @Test
    void a_java_without_vectors_is_used_and_called_slow() throws Exception {
        stub(folder.resolve("jdk"), "25.0.3", "java.base@25");
        Run run = run(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), "a", "b", "c");
        assertThat(run.output())
                .contains("no module jdk.incubator.vector", "many times as long")
                .doesNotContain("--add-modules");
    }

    @Test
    void a_missing_jar_is_named() throws Exception {
        Files.delete(submission.resolve("fovea-inflater.jar"));
        Run run = run(Map.of(), "a", "b", "c");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.output()).contains("fovea-inflater.jar is missing");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "4"})
    void three_arguments_are_expected(int count) throws Exception {
        Run run = run(Map.of(), arguments(count));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEqualTo("usage: inflate.sh ARCHIVE_DIR OUTPUT_DIR FILE_LIST\n");
    }

    private static String[] arguments(int count) {
        String[] arguments = new String[count];
        java.util.Arrays.fill(arguments, "x");
        return arguments;
    }
}
