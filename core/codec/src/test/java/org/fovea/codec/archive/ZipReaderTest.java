package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipReaderTest {
    private static final byte[] CONTENT = "class masks".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_writers_file_is_read_by_the_jdk_and_by_us() throws IOException {
        byte[] zip = ZipWriter.single("f", CONTENT);
        assertThat(zip).hasSize(100 + CONTENT.length);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("f");
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
            assertThat(in.getNextEntry()).isNull();
        }
        ZipReader reader = ZipReader.open(zip);
        assertThat(reader.members()).singleElement().satisfies(member -> {
            assertThat(member.deflated()).isFalse();
            assertThat(reader.content(member)).isEqualTo(CONTENT);
        });
    }

    @Test
    void the_writers_bytes_are_fixed() {
        assertThat(HexFormat.of().formatHex(ZipWriter.single("f", new byte[] {1})))
                .isEqualTo("504b03040a000000000000002100" + "1bdf05a5" + "0100000001000000" + "01000000" + "66" + "01"
                        + "504b01020a000a000000000000002100" + "1bdf05a5" + "0100000001000000" + "01000000"
                        + "0000" + "0000" + "0000" + "00000000" + "00000000" + "66"
                        + "504b05060000000001000100" + "2f000000" + "20000000" + "0000");
    }

    @Test
    void deflated_members_of_other_programs_are_read() throws IOException {
        byte[] large = new byte[100_000];
        byte[] zip = jdkZip("submission/p", large);
        ZipReader reader = ZipReader.open(zip);
        assertThat(reader.members()).hasSize(1);
        assertThat(reader.members().getFirst().deflated()).isTrue();
        assertThat(reader.content(reader.members().getFirst())).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../p", "/p", "a/../../p", "c:p", "a\\p", "./p", "a\u0001"})
    void names_that_could_escape_are_refused(String name) throws IOException {
        byte[] zip = jdkZip(name, CONTENT);
        assertThrown(FormatException.class, () -> ZipReader.open(zip), "not a plain relative path");
    }

    @Test
    void impossible_sizes_are_refused_before_unpacking() throws IOException {
        byte[] zip = jdkZip("p", new byte[1000]);
        int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
        byte[] bomb = zip.clone();
        set32(bomb, directory + 24, 200_000_000);
        ZipReader reader = ZipReader.open(bomb);
        assertThatThrownBy(() -> reader.content(reader.members().getFirst())).hasMessageContaining("impossible size");
        byte[] huge = zip.clone();
        set32(huge, directory + 24, 2_000_000_000);
        assertThatThrownBy(() -> ZipReader.open(huge)).hasMessageContaining("too large");
        byte[] other = zip.clone();
        set32(other, directory + 24, 999);
        ZipReader wrong = ZipReader.open(other);
        assertThatThrownBy(() -> wrong.content(wrong.members().getFirst()))
                .hasMessageContaining("another size than announced");
    }

    @Test
    void encrypted_and_damaged_members_are_refused() throws IOException {
        byte[] zip = ZipWriter.single("p", CONTENT);
        int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
        byte[] encrypted = zip.clone();
        encrypted[directory + 8] |= 1;
        assertThatThrownBy(() -> ZipReader.open(encrypted)).hasMessageContaining("encrypted");
        byte[] damaged = zip.clone();
        damaged[31] ^= 1;
        ZipReader reader = ZipReader.open(damaged);
        assertThatThrownBy(() -> reader.content(reader.members().getFirst())).hasMessageContaining("checksum");
    }

    @Test
    void truncation_at_every_byte_is_refused() {
        byte[] zip = ZipWriter.single("p", CONTENT);
        for (int length = 0; length < zip.length; length++) {
            byte[] cut = Arrays.copyOf(zip, length);
            assertThrown(FormatException.class, () -> ZipReader.open(cut));
        }
    }

    @Test
    void mutations_give_nothing_but_format_exceptions() throws IOException {
        Random random = new Random(3);
        byte[][] seeds = {ZipWriter.single("p", CONTENT), jdkZip("a/b", new byte[500])};
        for (int i = 0; i < 100_000; i++) {
            byte[] zip = seeds[i % 2].clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                zip[random.nextInt(zip.length)] = (byte) random.nextInt();
            }
            try {
                ZipReader reader = ZipReader.open(zip);
                reader.members().forEach(reader::content);
            } catch (FormatException e) {
                assertThat(e.section()).isEqualTo("zip");
            }
        }
    }

    private static byte[] jdkZip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static void set32(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
