package org.fovea.evaluate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.network.NetworkFile.Format;
import org.fovea.evaluate.onnx.Models;
import org.fovea.evaluate.script.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignFileTest {
    @TempDir
    private Path folder;

    private static byte[] zip(String... members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String member : members) {
                zip.putNextEntry(new ZipEntry(member));
                zip.write(1);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> files() {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        return Stream.of(
                Arguments.of(
                        ForeignFile.EXPORTED_PROGRAM,
                        zip("net/archive_format", "net/models/model.json", "net/data/weights/weight_0")),
                Arguments.of(
                        ForeignFile.EXPORTED_PROGRAM,
                        zip("serialized_exported_program.json", "serialized_state_dict.pt", "version")),
                Arguments.of(
                        ForeignFile.COMPILED_PROGRAM,
                        zip("net/archive_format", "net/data/aotinductor/model/c1.wrapper.so")),
                Arguments.of(ForeignFile.STATE_DICT, zip("net/data.pkl", "net/data/0", "net/version")),
                Arguments.of(ForeignFile.STATE_DICT, latin("\u0080\u0002\u008a\nlü\u009cFù j¨P\u0019.")),
                Arguments.of(
                        ForeignFile.SAFETENSORS,
                        latin((char) header.length() + "\0\0\0\0\0\0\0" + header + "\0\0\0\0")),
                Arguments.of(ForeignFile.TENSORRT, latin("ptrt\0\0\0\0\u0010\0\0\0")),
                Arguments.of(ForeignFile.TENSORRT, latin("ftrt\0\0\0\0\u0010\0\0\0")),
                Arguments.of(ForeignFile.TENSORRT, latin("\r\0\0\0{\"stride\":32}ptrt\0\0\0\0\0\0\0\0\0\0")),
                Arguments.of(ForeignFile.KERAS, zip("metadata.json", "config.json", "model.weights.h5")),
                Arguments.of(ForeignFile.KERAS, latin("\u0089HDF\r\n\u001a\n\0\0\0\0")),
                Arguments.of(ForeignFile.TFLITE, latin(" \0\0\0TFL3\0\0\0\0")),
                Arguments.of(ForeignFile.ORT, latin(" \0\0\0ORTM\0\0\0\0")),
                Arguments.of(
                        ForeignFile.LFS_POINTER, latin("version https://git-lfs.github.com/spec/v1\noid sha256:00\n")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void other_formats_are_answered_with_the_way_to_a_usable_file(ForeignFile kind, byte[] bytes) throws IOException {
        for (Format format : Format.values()) {
            Path file = folder.resolve("my.net.bin");
            Files.write(file, bytes);

            assertThat(ForeignFile.of(file)).contains(kind);
            assertThatThrownBy(() -> ForeignFile.refuse(
                            new NetworkFile(format, file, Optional.empty(), Optional.empty(), Arrangement.NONE)))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith(file + ": section " + format.key())
                    .hasMessageContaining("this is " + kind.title() + ", not " + format.title())
                    .message()
                    .doesNotContain("NAME", "STEM")
                    .satisfies(message -> assertThat(message.lines().count()).isGreaterThan(2));
        }
    }

    @Test
    void answers_name_the_file() {
        assertThat(ForeignFile.EXPORTED_PROGRAM.answer(Path.of("nets/lane.v2.pt2")))
                .contains("torch.export.load(\"lane.v2.pt2\")")
                .contains("save(\"lane.v2.onnx\")");
    }

    @Test
    void usable_files_under_the_other_key_need_the_right_one() throws IOException {
        Path script = TinyNetworks.segmentation(folder);
        Path onnx = Models.of(13, 1, 3, 8, 8).node("Relu", "x", "y").write(folder.resolve("net.onnx"));

        assertThat(ForeignFile.of(script)).contains(ForeignFile.TORCHSCRIPT);
        assertThat(ForeignFile.of(onnx)).contains(ForeignFile.ONNX);
        assertThatThrownBy(() -> ForeignFile.refuse(
                        new NetworkFile(Format.ONNX, script, Optional.empty(), Optional.empty(), Arrangement.NONE)))
                .hasMessageContaining("this is a TorchScript file, not ONNX; write torchscript: in place of onnx:");
        assertThatThrownBy(() -> ForeignFile.refuse(new NetworkFile(
                        Format.TORCHSCRIPT, onnx, Optional.empty(), Optional.empty(), Arrangement.NONE)))
                .hasMessageContaining("this is an ONNX file, not TorchScript; write onnx: in place of torchscript:");
        assertThatCode(() -> {
                    ForeignFile.refuse(
                            new NetworkFile(Format.ONNX, onnx, Optional.empty(), Optional.empty(), Arrangement.NONE));
                    ForeignFile.refuse(new NetworkFile(
                            Format.TORCHSCRIPT, script, Optional.empty(), Optional.empty(), Arrangement.NONE));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void unknown_and_damaged_files_are_left_to_their_readers() throws IOException {
        for (byte[] bytes : new byte[][] {
            {},
            latin("just words"),
            latin("PK\3\4 cut"),
            zip("readme.txt"),
            latin("\u0005\0\0\0\0\0\0\0[1,2]"),
            new byte[5000]
        }) {
            Path file = folder.resolve("unknown");
            Files.write(file, bytes);
            assertThat(ForeignFile.of(file)).isEmpty();
        }
        assertThat(ForeignFile.of(folder)).isEmpty();
        assertThat(ForeignFile.of(folder.resolve("absent"))).isEmpty();
    }
}
