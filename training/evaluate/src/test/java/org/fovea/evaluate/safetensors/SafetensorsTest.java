package org.fovea.evaluate.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @Test
    void what_was_written_is_read() {
        byte[] file = new SafetensorsWriter()
                .floats("é.weight", new float[] {1, -0f, Float.NaN, Float.MIN_VALUE, 1e30f, 6}, 2, 3)
                .longs("count", new long[] {Long.MIN_VALUE})
                .floats("empty", new float[0], 3, 0)
                .toBytes();
        SafetensorsFile read = SafetensorsFile.parse(file, "x");
        assertThat(read.floats("é.weight")).isEqualTo(new float[] {1, -0f, Float.NaN, Float.MIN_VALUE, 1e30f, 6});
        assertThat(read.tensor("é.weight").shape()).containsExactly(2L, 3L);
        assertThat(bytes(file, read, "count")).endsWith((byte) 0x80);
        assertThat(read.tensor("count").shape()).isEmpty();
        assertThat(read.floats("empty")).isEmpty();
        assertThat(read.tensors()).extracting(TensorEntry::name).containsExactly("count", "empty", "é.weight");
    }

    @Test
    void the_written_bytes_are_the_format_s() {
        byte[] file = new SafetensorsWriter()
                .floats("a", new float[] {1}, 1)
                .longs("b", new long[] {2})
                .toBytes();
        String header = "{\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        String padded = header + " ".repeat(-header.length() & 7);
        byte[] expected = ByteBuffer.allocate(8 + padded.length() + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .putLong(2)
                .putFloat(1)
                .array();
        assertThat(file).isEqualTo(expected);
    }

    @Test
    void tensors_may_stand_in_any_order() {
        SafetensorsFile file = parse(
                "{\"__metadata__\":{\"from\":\"a test\"},\"b\":{\"shape\":[],\"dtype\":\"F32\",\"data_offsets\":[24,28]},"
                        + "\"a\":{\"data_offsets\":[0,24],\"dtype\":\"F32\",\"shape\":[2,3]}}  ",
                28);
        assertThat(file.floats("a")).hasSize(6);
    }

    @Test
    void brain_floats_are_the_upper_half_of_floats() {
        byte[] half = file("{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2);
        half[half.length - 1] = (byte) 0xc1;
        assertThat(SafetensorsFile.parse(half, "x").floats("a")).containsExactly(-2.5f);
        byte[] file = file("{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2);
        file[file.length - 2] = (byte) 0x80;
        file[file.length - 1] = (byte) 0xbf;
        assertThat(SafetensorsFile.parse(file, "x").floats("a")).containsExactly(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28|{'a':{'dtype':'F32','shape':[2,3],'data_offsets':[0,24]}}|4 bytes belong to no tensor",
                "20|{'a':{'dtype':'F32','shape':[2,3],'data_offsets':[0,24]}}|tensor a lies at 0..24 of 20 bytes",
                "24|{'a':{'dtype':'F32','shape':[2,3],'data_offsets':[24,0]}}|tensor a lies at 24..0",
                "24|{'a':{'dtype':'F32','shape':[2,2],'data_offsets':[0,24]}}|tensor a F32 2×2 takes 16 bytes, but "
                        + "has 24",
                "24|{'a':{'dtype':'F32','shape':[4611686018427387904,8],'data_offsets':[0,24]}}|tensor a F32 "
                        + "4611686018427387904×8 takes",
                "24|{'a':{'dtype':'F32','shape':[6],'data_offsets':[0,24]},'b':{'dtype':'F32','shape':[2],"
                        + "'data_offsets':[16,24]}}|tensor b overlaps",
                "24|{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],"
                        + "'data_offsets':[16,24]}}|tensor b leaves a gap of 8",
                "24|{'a':{'dtype':'F32','shape':[6],'data_offsets':[0,24]},'a':{'dtype':'F32','shape':[6],"
                        + "'data_offsets':[0,24]}}|Duplicate",
                "24|{'a':{'dtype':'F33','shape':[6],'data_offsets':[0,24]}}|tensor a has an unknown dtype F33",
                "24|{'a':{'dtype':7,'shape':[6],'data_offsets':[0,24]}}|tensor a has a dtype that is not a text",
                "24|{'a':{'dtype':'F32','shape':[-6],'data_offsets':[0,24]}}|tensor a has a negative number in shape",
                "24|{'a':{'dtype':'F32','shape':[6.0],'data_offsets':[0,24]}}|tensor a has something else than "
                        + "integers in shape",
                "24|{'a':{'dtype':'F32','shape':6,'data_offsets':[0,24]}}|tensor a has a shape that is not an array",
                "24|{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6],'data_offsets':[0,24]}}|tensor "
                        + "a has too long a shape",
                "24|{'a':{'dtype':'F32','shape':[6],'data_offsets':[0,99999999999999999999]}}|not a header in JSON",
                "24|{'a':{'dtype':'F32','shape':[6],'data_offsets':[0]}}|tensor a has no two data_offsets",
                "24|{'a':{'dtype':'F32','data_offsets':[0,24]}}|tensor a has no shape",
                "24|{'a':{'shape':[6],'data_offsets':[0,24]}}|tensor a has no dtype",
                "24|{'a':{'shape':[6],'more':1,'data_offsets':[0,24]}}|tensor a has an unknown property more",
                "24|{'a':7}|tensor a is not described by an object",
                "0|{'__metadata__':{'a':1}}|__metadata__ holds something else than texts",
                "0|{'__metadata__':1}|__metadata__ is not an object",
                "0|[1]|the header is not a JSON object",
                "0|{} {}|something follows",
                "0|{'a':|not a header in JSON",
            })
    void damage_is_named(int data, String header, String reason) {
        assertThrown(FormatException.class, () -> parse(header.replace('\'', '"'), data), "x: section ", reason);
    }

    @Test
    void damage_is_named_with_its_place() {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]}}";
        assertThatThrownBy(() -> parse(header, 24)).isInstanceOfSatisfying(FormatException.class, damage -> {
            assertThat(damage.offset()).isEqualTo(8 + header.length() + 16);
            assertThat(damage.section()).isEqualTo("data");
        });
        assertThatThrownBy(() -> parse("{\"a\":{\"dtype\":\"F99\"", 0))
                .isInstanceOfSatisfying(FormatException.class, damage -> {
                    assertThat(damage.offset()).isBetween(8 + 14L, 8 + 20L);
                    assertThat(damage.section()).isEqualTo("header");
                });
    }

    @Test
    void lengths_that_cannot_be_are_refused() {
        for (long length : new long[] {0, 1, 100, Long.MAX_VALUE, -1}) {
            byte[] file = ByteBuffer.allocate(40)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertThrown(
                    FormatException.class,
                    () -> SafetensorsFile.parse(file, "x"),
                    "header of " + Long.toUnsignedString(length) + " bytes in a file of 40");
        }
        assertThrown(FormatException.class, () -> SafetensorsFile.parse(new byte[7], "x"), "ends within");
        byte[] large = new byte[(16 << 20) + 100];
        ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putLong((16 << 20) + 1);
        assertThrown(FormatException.class, () -> SafetensorsFile.parse(large, "x"), "that are read");
    }

    @Test
    void a_git_lfs_pointer_is_recognised(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("posenet.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 55835560\n");
        assertThrown(
                FormatException.class,
                () -> SafetensorsFile.read(file),
                "posenet.safetensors",
                "a pointer of Git LFS in place of the file",
                "git lfs pull");
    }

    @Test
    void values_of_another_type_are_refused() {
        SafetensorsFile file =
                read(new SafetensorsWriter().floats("a", new float[1]).longs("n", new long[1]));
        assertThrown(FormatException.class, () -> file.floats("n"), "not floats");
        assertThrown(FormatException.class, () -> file.floats("z"), "is missing");
    }

    @Test
    void the_writer_refuses_what_makes_no_sense() {
        SafetensorsWriter writer = new SafetensorsWriter().floats("a", new float[1]);
        assertThrown(IllegalArgumentException.class, () -> writer.floats("a", new float[1]));
        assertThrown(IllegalArgumentException.class, () -> writer.floats("b", new float[1], 2));
    }

    @Test
    void damaged_files_are_refused_or_read_but_nothing_else() {
        byte[] good = file(
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]},"
                        + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}",
                32);
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int change = random.nextInt(1, 4); change > 0 && bad.length > 0; change--) {
                bad[random.nextInt(bad.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "0129{}[]\",:".charAt(random.nextInt(11)));
            }
            try {
                SafetensorsFile file = SafetensorsFile.parse(bad, "x");
                for (TensorEntry tensor : file.tensors()) {
                    assertThat(bytes(bad, file, tensor.name()).length).isEqualTo((int) (tensor.end() - tensor.begin()));
                }
            } catch (FormatException e) {
                assertThat(e.offset()).isNotNegative();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void deep_and_wide_headers_take_bounded_time() {
        assertThrown(FormatException.class, () -> parse("[".repeat(1 << 20), 0));
        assertThatThrownBy(() -> parse("{\"a\":{\"dtype\":\"" + "x".repeat(1 << 20) + "\"}}", 0))
                .isInstanceOf(FormatException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(1000));
        assertThrown(FormatException.class, () -> parse("{\"\\u001b[2Jx\":{}}", 0), "a tensor has the name ?[2Jx");
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            many.append("\"t").append(i).append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},");
        }
        many.setCharAt(many.length() - 1, '}');
        assertThat(parse(many.toString(), 0).tensors()).hasSize(100_000);
    }

    private static SafetensorsFile read(SafetensorsWriter writer) {
        return SafetensorsFile.parse(writer.toBytes(), "x");
    }

    private static SafetensorsFile parse(String header, int data) {
        return SafetensorsFile.parse(file(header, data), "x");
    }

    private static byte[] file(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    /** The values of a tensor as they stand in the file. */
    private static byte[] bytes(byte[] file, SafetensorsFile read, String name) {
        TensorEntry tensor = read.require(name);
        int from = (int) read.offset(tensor);
        return Arrays.copyOfRange(file, from, from + (int) (tensor.end() - tensor.begin()));
    }
}
