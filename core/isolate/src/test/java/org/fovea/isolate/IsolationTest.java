package org.fovea.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {
    private static List<Isolation> working;

    @TempDir
    Path folder;

    @BeforeAll
    static void find() throws Exception {
        working = Isolations.working(System.getenv().getOrDefault("PATH", ""));
    }

    private static List<Isolation> hiding() {
        List<Isolation> hiding = working.stream().filter(Isolation::hides).toList();
        assumeTrue(!hiding.isEmpty(), "neither bubblewrap nor unshare works here");
        return hiding;
    }

    private record Run(int exitCode, String output, Path stage) {}

    private Run run(Isolation isolation, Optional<Path> java, String script, String... arguments) throws Exception {
        Path own = Files.createTempDirectory(folder.toRealPath(), "run");
        Path stage = Files.createDirectory(own.resolve("stage"));
        Files.createDirectory(own.resolve("root"));
        List<String> inner = new java.util.ArrayList<>(List.of("sh", "-c", script, "sh"));
        inner.addAll(List.of(arguments));
        Path output = own.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        isolation.command(stage, java.stream().toList(), inner))
                .directory(stage.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Isolations.setEnvironment(builder, java);
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(output), stage);
    }

    @Test
    void files_of_the_caller_are_hidden() throws Exception {
        Path secret = Files.writeString(folder.resolve("0.mkv"), "the original");
        Path here = Path.of("").toAbsolutePath();
        for (Isolation isolation : hiding()) {
            Run run = run(
                    isolation,
                    Optional.empty(),
                    "ls -a / >root; for path; do [ ! -e \"$path\" ] || echo \"sees $path\"; done; exec cat \"$1\"",
                    secret.toString(),
                    here.resolve("pom.xml").toString(),
                    here.toString(),
                    System.getProperty("user.home"),
                    "/proc/" + ProcessHandle.current().pid());
            assertThat(run.exitCode()).as(isolation.label()).isNotZero();
            assertThat(run.output()).as(isolation.label()).doesNotContain("sees ", "the original");
            assertThat(Files.readString(run.stage().resolve("root")).lines())
                    .as(isolation.label())
                    .doesNotContain("home", "old", "work", "root", "mnt", "var")
                    .contains("judge", "usr", "proc", "dev", "tmp");
        }
    }

    @Test
    void without_isolation_they_are_seen_and_it_does_not_claim_otherwise() throws Exception {
        Path secret = Files.writeString(folder.resolve("0.mkv"), "the original");
        Isolation last = working.getLast();
        assertThat(last.hides()).isFalse();
        assertThat(last.description()).startsWith("not isolated");
        assertThat(run(last, Optional.empty(), "cat \"$1\"", secret.toString()).output())
                .isEqualTo("the original");
        assertThat(Isolations.works(last)).isFalse();
    }

    @Test
    void there_is_no_network_but_loopback() throws Exception {
        for (Isolation isolation : hiding()) {
            Run run = run(isolation, Optional.empty(), "cat /proc/net/dev");
            assertThat(run.output().lines().filter(line -> line.contains(":")))
                    .as(isolation.label())
                    .allMatch(line -> line.strip().startsWith("lo:"));
        }
    }

    @Test
    void nothing_can_be_mounted_anew() throws Exception {
        for (Isolation isolation : hiding()) {
            assertThat(run(isolation, Optional.empty(), "mount -o remount,bind,rw /usr")
                            .exitCode())
                    .as(isolation.label())
                    .isNotZero();
            assertThat(run(isolation, Optional.empty(), "mount -t tmpfs none /tmp")
                            .exitCode())
                    .as(isolation.label())
                    .isNotZero();
            assertThat(run(isolation, Optional.empty(), "grep CapBnd: /proc/self/status")
                            .output())
                    .as(isolation.label())
                    .contains("0000000000000000");
        }
    }

    @Test
    void other_processes_are_not_seen() throws Exception {
        for (Isolation isolation : hiding()) {
            Run run = run(isolation, Optional.empty(), "ls /proc | grep -c '^[0-9]'");
            assertThat(Integer.parseInt(run.output().strip()))
                    .as(isolation.label())
                    .isLessThan(6);
        }
    }

    @Test
    void the_stage_is_the_working_folder_and_can_be_written_to() throws Exception {
        for (Isolation isolation : working) {
            Run run = run(isolation, Optional.empty(), "mkdir -p a/b && echo written >a/b/c && exit 7");
            assertThat(run.exitCode()).as(isolation.label()).isEqualTo(7);
            assertThat(run.stage().resolve("a/b/c")).hasContent("written");
        }
    }

    @Test
    void the_environment_has_nothing_but_a_search_path_and_the_java() throws Exception {
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        for (Isolation isolation : working) {
            Run run = run(
                    isolation,
                    Optional.of(java),
                    "env | sed 's/=.*//' | grep -v -e '^PWD$' -e '^SHLVL$' -e '^_$' | sort");
            assertThat(run.output().lines()).as(isolation.label()).containsExactly("JAVA_HOME", "PATH");
            assertThat(run(isolation, Optional.of(java), "\"$JAVA_HOME/bin/java\" -version")
                            .output())
                    .as(isolation.label())
                    .contains("version \"25");
        }
    }

    @Test
    void a_java_in_an_unusual_place_is_shown() throws Exception {
        Path java = Files.createDirectories(folder.toRealPath().resolve("jdks/mine"));
        Files.writeString(java.resolve("release"), "mine");
        for (Isolation isolation : working) {
            assertThat(run(isolation, Optional.of(java), "cat \"$JAVA_HOME/release\"")
                            .output())
                    .as(isolation.label())
                    .isEqualTo("mine");
        }
    }

    @Test
    void a_tool_that_is_there_but_does_not_work_is_passed_over() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("bin"));
        for (String name : List.of("bwrap", "unshare")) {
            Path program = Files.writeString(broken.resolve(name), "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(Isolations.best(broken.toString()).hides()).isFalse();
        // A tool that runs the program but hides nothing is no isolation either.
        for (String name : List.of("bwrap", "unshare")) {
            Files.writeString(
                    broken.resolve(name), "#!/bin/sh\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec \"$@\"\n");
        }
        assertThat(Isolations.best(broken.toString()).hides()).isFalse();
    }

    @Test
    void a_temporary_folder_takes_its_processes_and_files_with_it() throws Exception {
        Process process;
        Path path;
        Path outside = Files.writeString(folder.resolve("outside"), "kept");
        try (TemporaryFolder temporary = TemporaryFolder.create(folder, "t-")) {
            path = temporary.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.createSymbolicLink(path.resolve("a/link"), folder);
            Files.writeString(path.resolve("a/b/c"), "x");
            process = temporary.start(new ProcessBuilder("sh", "-c", "sleep 60 & wait"));
        }
        assertThat(path).doesNotExist();
        assertThat(process.isAlive()).isFalse();
        assertThat(outside).hasContent("kept");
    }

    @Test
    void the_memory_of_children_is_seen() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "this system does not tell");
        // tail keeps its line, 48 MB of zeros, until its input ends: however late a look comes, it finds them.
        Process process = new ProcessBuilder(
                        "sh", "-c", "{ head -c 48000000 /dev/zero; sleep 30; } | tail -n 1 >/dev/null & sleep 30")
                .start();
        try {
            ProcessUse memory = new ProcessUse(process);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (memory.peak().orElse(0) < 40_000_000 && System.nanoTime() < deadline) {
                memory.look();
                Thread.sleep(5);
            }
            assertThat(memory.peak().orElse(0)).isBetween(40_000_000L, 400_000_000L);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
