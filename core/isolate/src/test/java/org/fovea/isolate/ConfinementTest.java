package org.fovea.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfinementTest {
    @TempDir
    Path folder;

    private Path writable;

    @BeforeEach
    void makeOutput() throws Exception {
        writable = Files.createDirectories(folder.toRealPath().resolve("out put"));
    }

    /** What works here: bubblewrap comes first, and would hide that unshare does something else. */
    static List<Confinement> working() throws Exception {
        List<Confinement> working = new ArrayList<>();
        for (Confinement confinement : Confinement.installed(System.getenv("PATH"))) {
            if (confinement.works()) {
                working.add(confinement);
            }
        }
        assumeTrue(!working.isEmpty(), "neither bubblewrap nor unshare works here");
        return working;
    }

    private int run(Confinement confinement, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> inner = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        inner.addAll(List.of(arguments));
        Process process = new ProcessBuilder(confinement.command(List.of(writable), inner))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @MethodSource("working")
    void a_program_writes_to_its_folder_and_nowhere_else(Confinement confinement) throws Exception {
        assertThat(run(confinement, "echo inside >\"$1/a\"", writable.toString()))
                .isZero();
        assertThat(writable.resolve("a")).hasContent("inside");
        assertThat(run(confinement, "echo x >beside")).isNotZero();
        assertThat(folder.resolve("beside")).doesNotExist();
        assertThat(run(confinement, "echo x >/var/tmp/fovea-confinement-test")).isNotZero();
        assertThat(run(confinement, "rm -rf log; test -e log")).isZero();
    }

    @ParameterizedTest
    @MethodSource("working")
    void it_reads_what_its_user_reads_and_works_where_it_was_started(Confinement confinement) throws Exception {
        Files.writeString(folder.resolve("input"), "read me");
        assertThat(run(confinement, "test \"$(cat input)\" = 'read me' && exit 7"))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("working")
    void it_reaches_no_socket(Confinement confinement) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String open = "exec 9<>/dev/tcp/127.0.0.1/" + socket.getLocalPort();
            Process here = new ProcessBuilder("bash", "-c", open).start();
            assertThat(here.waitFor()).as("without confinement").isZero();
            assertThat(run(confinement, open)).isNotZero();
        }
    }

    @ParameterizedTest
    @MethodSource("working")
    void it_cannot_make_writable_what_is_not(Confinement confinement) throws Exception {
        assertThat(run(confinement, "mount -o remount,bind,rw / && echo x >beside"))
                .isNotZero();
        assertThat(run(confinement, "mount -t tmpfs none \"$1\"", writable.toString()))
                .isNotZero();
        assertThat(run(
                        confinement,
                        "unshare --user --map-root-user --mount sh -c 'mount -o remount,bind,rw / && echo x >beside'"))
                .isNotZero();
        assertThat(folder.resolve("beside")).doesNotExist();
    }
}
