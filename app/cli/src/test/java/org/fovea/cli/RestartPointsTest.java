package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.fovea.testkit.networks.SmallArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea repack --restart-pairs}. */
class RestartPointsTest {
    @TempDir
    Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static Result done(String line, Object... values) {
        Result result = CommandDoor.result(line, values);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private void repack(String from, String to, String more) {
        done("repack %s -o %s --effort fast" + more, at(from), at(to));
    }

    private byte[] inflated(String name, String more) throws Exception {
        done("inflate %s -o %s --force" + more, at(name), at(name + ".raw"));
        return Files.readAllBytes(folder.resolve(name + ".raw"));
    }

    @Test
    void frames_are_the_same_and_a_repack_keeps_them_unless_told_otherwise() throws Exception {
        Files.write(folder.resolve("plain.zip"), SmallArchive.file());
        repack("plain.zip", "without.zip", "");
        repack("plain.zip", "with.zip", " --restart-pairs 1");
        assertThat(inflated("with.zip", "")).isEqualTo(inflated("without.zip", ""));
        assertThat(inflated("with.zip", " --pairs 2..2")).isEqualTo(inflated("without.zip", " --pairs 2..2"));
        assertThat(done("inspect %s", at("with.zip")).out()).contains("context mixing, restarts");
        repack("with.zip", "kept.zip", "");
        assertThat(folder.resolve("kept.zip")).hasSameBinaryContentAs(folder.resolve("with.zip"));
        repack("with.zip", "gone.zip", " --restart-pairs 0");
        assertThat(folder.resolve("gone.zip")).hasSameBinaryContentAs(folder.resolve("without.zip"));
    }

    @Test
    void an_impossible_interval_is_refused() throws Exception {
        Files.write(folder.resolve("plain.zip"), SmallArchive.file());
        CommandDoor.result("repack %s -o %s --restart-pairs -1", at("plain.zip"), at("b.zip"))
                .assertRefused(2, "--restart-pairs -1 is not in 0..40000000");
    }
}
