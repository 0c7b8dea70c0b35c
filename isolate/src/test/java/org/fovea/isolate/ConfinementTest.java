package org.fovea.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfinementTest {
    @TempDir
    Path folder;

    private Path writable;
    private Confinement confinement;

    @BeforeEach
    void find() throws Exception {
        writable = Files.createDirectories(folder.toRealPath().resolve("out put"));
        confinement = Confinement.find(System.getenv("PATH")).orElse(null);
        assumeTrue(confinement != null, "neither bubblewrap nor unshare works here");
    }

    private int run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> inner = new java.util.ArrayList<>(List.of("bash", "-c", script, "bash"));
        inner.addAll(List.of(arguments));
        Process process = new ProcessBuilder(confinement.command(List.of(writable), inner))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void a_program_writes_to_its_folder_and_nowhere_else() throws Exception {
        assertThat(run("echo inside >\"$1/a\"", writable.toString())).isZero();
        assertThat(writable.resolve("a")).hasContent("inside");
        assertThat(run("echo x >beside")).isNotZero();
        assertThat(folder.resolve("beside")).doesNotExist();
        assertThat(run("echo x >/var/tmp/fovea-confinement-test")).isNotZero();
        assertThat(run("rm -rf log; test -e log")).isZero();
    }

    @Test
    void it_reads_what_its_user_reads_and_works_where_it_was_started() throws Exception {
        Files.writeString(folder.resolve("input"), "read me");
        assertThat(run("test \"$(cat input)\" = 'read me' && exit 7")).isEqualTo(7);
    }

    @Test
    void it_reaches_no_socket() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String open = "exec 9<>/dev/tcp/127.0.0.1/" + socket.getLocalPort();
            Process here = new ProcessBuilder("bash", "-c", open).start();
            assertThat(here.waitFor()).as("without confinement").isZero();
            assertThat(run(open)).isNotZero();
        }
    }

    @Test
    void it_cannot_make_writable_what_is_not() throws Exception {
        assertThat(run("mount -o remount,bind,rw / && echo x >beside")).isNotZero();
        assertThat(run("mount -t tmpfs none \"$1\"", writable.toString())).isNotZero();
        assertThat(run("unshare --user --map-root-user --mount sh -c 'mount -o remount,bind,rw / && echo x >beside'"))
                .isNotZero();
        assertThat(folder.resolve("beside")).doesNotExist();
    }
}
