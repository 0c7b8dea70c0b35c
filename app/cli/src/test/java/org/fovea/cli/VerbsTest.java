package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that people bring from other programs, and options that had other names. */
class VerbsTest {
    private static final String ARCHIVE =
            Fovea.ROOT.resolve("quality/conformance/compact.zip").toString();

    @TempDir
    private Path folder;

    @Test
    void decode_is_inflate_and_encode_is_compress() throws Exception {
        Path one = folder.resolve("one.raw");
        Path other = folder.resolve("other.raw");
        assertThat(CommandDoor.run("decode %s -o %s --pairs 0..0", ARCHIVE, one))
                .isZero();
        assertThat(CommandDoor.run("inflate %s -o %s --pairs 0..0", ARCHIVE, other))
                .isZero();
        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(CommandDoor.result("encode").err()).startsWith("fovea compress: Missing required");
        assertThat(CommandDoor.result("help encode").out()).startsWith("Encode a clip");
    }

    @Test
    void play_needs_an_archive_and_a_rate() {
        assertThat(CommandDoor.result("play %s", folder.resolve("none.zip")).exitCode())
                .isEqualTo(3);
        Result wrong = CommandDoor.result("play %s --rate 0", ARCHIVE);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--rate 0 is not in 1..1000");
    }
}
