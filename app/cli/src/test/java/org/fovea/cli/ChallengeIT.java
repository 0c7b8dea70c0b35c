package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.challenge.official.OfficialFiles;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea challenge} from end to end, without the genuine files. */
class ChallengeIT {
    private static final OfficialFile CLIP = OfficialFiles.CLIP;

    @TempDir
    Path folder;

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(folder, line, values);
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static byte[] pointer(OfficialFile file) {
        return ("version https://git-lfs.github.com/spec/v1\noid sha256:" + file.sha256() + "\nsize " + file.bytes()
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void verify_says_what_is_missing_a_pointer_or_another_file() throws Exception {
        write("c/videos/0.mkv", pointer(CLIP));
        write("c/videos/0.mkv.bak", new byte[7]);
        write("c/models/segnet.safetensors", new byte[1000]);
        Result result = run("challenge verify c");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines().filter(line -> !line.isBlank() && !line.startsWith(" ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("POINTER  videos/0.mkv")
                                .contains("Git LFS pointer"),
                        line -> assertThat(line).startsWith("MISSING  models/posenet.safetensors"),
                        line -> assertThat(line)
                                .startsWith("WRONG    models/segnet.safetensors")
                                .contains("1,000 bytes, the genuine file has 38,502,892"));
        assertThat(result.err()).contains("1 other file next to the clip", "7 bytes more");
        Result json = run("challenge verify c --json");
        assertThat(json.exitCode()).isEqualTo(1);
        JsonShape.assertSame("challenge-verify", json.out());
        JsonNode document = JsonMapper.shared().readTree(json.out());
        assertThat(document.path("genuine").asBoolean(true)).isFalse();
        assertThat(document.path("files").size()).isEqualTo(3);
        assertThat(document.path("files").path(0).path("state").asString()).isEqualTo("pointer");
        assertThat(document.path("strayFiles").size()).isEqualTo(1);
    }

    @Test
    void wrong_usage_is_told() throws Exception {
        run("challenge verify none").assertRefused(3);
        assertThat(run("challenge").exitCode()).isEqualTo(2);
    }
}
