package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void a_whole_file_gives_its_hash() throws Exception {
        Path file = TinyNetworks.segmentation(folder);

        assertThat(ScriptArchive.verify(file)).isEqualTo(Sha256.of(file));
    }

    @Test
    void no_cut_file_is_loaded() throws IOException {
        byte[] whole = Files.readAllBytes(TinyNetworks.segmentation(folder));
        for (int length = 0; length < whole.length; length += length < 64 ? 1 : 37) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void a_changed_byte_of_a_member_is_noticed() throws IOException {
        byte[] whole = Files.readAllBytes(TinyNetworks.segmentation(folder));
        Random random = new Random(4);
        int members = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Path file = folder.resolve("changed.pt");
            Files.write(file, bytes);
            try (ScriptNetwork network = ScriptNetwork.open(file, Optional.empty(), Optional.empty())) {
                // Not all bytes of a ZIP archive matter: padding, dates, attributes.
                assertThat(network.identity()).isNotEmpty();
            } catch (FormatException e) {
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
                members += e.getMessage().contains("checksum") ? 1 : 0;
            }
        }
        assertThat(members).isGreaterThan(50);
    }

    /** Hostile files, whose checksums are right. */
    @Test
    void mutated_members_are_refused_in_one_line() throws IOException {
        Map<String, byte[]> members = members(TinyNetworks.segmentation(folder));
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            Map<String, byte[]> changed = new LinkedHashMap<>(members);
            String victim = random.nextBoolean() ? "seg/data.pkl" : "seg/code/__torch__.py";
            byte[] bytes = changed.get(victim).clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            changed.put(victim, bytes);
            Path file = TinyNetworks.zip(folder.resolve("made.pt"), changed);
            try (ScriptNetwork network = ScriptNetwork.open(file, Optional.empty(), Optional.empty())) {
                assertThat(network.identity()).isNotEmpty();
            } catch (FormatException e) {
                assertThat(e.getMessage())
                        .startsWith(file + ": section torchscript")
                        .doesNotContain("\n")
                        .hasSizeLessThan(600);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(75);
    }

    @Test
    void weights_without_a_program_are_explained() throws IOException {
        Map<String, byte[]> members = members(TinyNetworks.segmentation(folder));
        members.keySet().removeIf(name -> name.contains("/code/"));

        assertThrown(
                FormatException.class,
                () -> ScriptArchive.verify(TinyNetworks.zip(folder.resolve("made.pt"), members)),
                "weights without a program",
                "torch.jit");
    }

    @Test
    void other_archives_and_other_files_are_refused() throws IOException {
        assertThatThrownBy(() -> ScriptArchive.verify(
                        TinyNetworks.zip(folder.resolve("made.pt"), Map.of("readme.txt", new byte[9]))))
                .hasMessageContaining("not of TorchScript");
        refused("just text".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThrown(NoSuchFileException.class, () -> ScriptArchive.verify(folder.resolve("absent.pt")));
        assertThrown(FormatException.class, () -> ScriptArchive.verify(folder));
    }

    @Test
    void another_file_than_the_description_names_is_refused() {
        Path file = TinyNetworks.segmentation(folder);

        assertThrown(
                FormatException.class,
                () -> ScriptNetwork.open(file, Optional.of("0".repeat(64)), Optional.empty()),
                "the SHA-256 is ",
                "0000");
    }

    private void refused(byte[] bytes) throws IOException {
        Path file = folder.resolve("damaged.pt");
        Files.write(file, bytes);
        assertThatThrownBy(() -> ScriptArchive.verify(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(file + ": section torchscript");
    }

    private static Map<String, byte[]> members(Path file) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return members;
    }
}
