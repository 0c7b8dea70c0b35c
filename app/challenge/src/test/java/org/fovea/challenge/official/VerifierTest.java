package org.fovea.challenge.official;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.challenge.official.Finding.State;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    private static final byte[] CONTENT = new byte[100_000];

    static {
        new Random(2).nextBytes(CONTENT);
    }

    private static final OfficialFile FILE = new OfficialFile("videos/0.mkv", CONTENT.length, Sha256.of(CONTENT));

    @TempDir
    Path folder;

    private Finding look(byte[] content) throws IOException {
        Files.createDirectories(folder.resolve("videos"));
        Files.write(folder.resolve("videos/0.mkv"), content);
        return look();
    }

    private Finding look() throws IOException {
        return new Verifier(folder).verify(FILE, read -> {});
    }

    private static byte[] pointer(String sha256, long bytes) {
        return ("version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize " + bytes + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_genuine_file_is_recognised() throws IOException {
        Files.createDirectories(folder.resolve("videos"));
        Files.write(folder.resolve("videos/0.mkv"), CONTENT);
        AtomicLong read = new AtomicLong();
        Finding finding = new Verifier(folder).verify(FILE, read::addAndGet);
        assertThat(finding.genuine()).isTrue();
        assertThat(finding.found()).contains("100,000 bytes", FILE.sha256());
        assertThat(read).hasValue(CONTENT.length);
    }

    @Test
    void what_is_not_there_is_missing() throws IOException {
        assertThat(look().state()).isEqualTo(State.MISSING);
        Files.createDirectories(folder.resolve("videos/0.mkv"));
        assertThat(look().state()).isEqualTo(State.OTHER);
    }

    @Test
    void what_differs_is_named() throws IOException {
        byte[] changed = CONTENT.clone();
        changed[77_777] ^= 1;
        assertThat(look(changed).state()).isEqualTo(State.OTHER);
        assertThat(look(changed).found()).contains("the size is right", Sha256.of(changed), FILE.sha256());
        assertThat(look(Arrays.copyOf(CONTENT, 50_000)).found()).contains("50,000 bytes", "has 100,000", "cut short");
        assertThat(look(Arrays.copyOf(CONTENT, 100_001)).found())
                .contains("100,001 bytes")
                .doesNotContain("cut short");
        assertThat(look(new byte[0]).found()).contains("0 bytes");
    }

    @Test
    void pointers_are_recognised() throws IOException {
        Finding stands = look(pointer(FILE.sha256(), FILE.bytes()));
        assertThat(stands.state()).isEqualTo(State.POINTER);
        assertThat(stands.found()).contains("Git LFS pointer", "genuine");
        assertThat(stands.fix()).contains("git lfs pull");
    }

    @Test
    void files_beside_the_clip_are_found() throws IOException {
        Verifier verifier = new Verifier(folder);
        assertThat(verifier.strayFiles()).isEmpty();
        look(CONTENT);
        assertThat(verifier.strayFiles()).isEmpty();
        Path stray = Files.writeString(
                Files.createDirectories(folder.resolve("videos/old")).resolve("1.mkv"), "x");
        assertThat(verifier.strayFiles()).containsExactly(stray);
    }
}
