package org.fovea.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The format promise: what {@code conformance/} holds is decoded to the same bits for ever.
 * {@code -Dfovea.conformance.rewrite=true} adds files of new codecs and their lines of the manifest; it changes no file
 * that is there.
 */
class ConformanceTest {
    private static final Path FOLDER = Path.of(System.getProperty("fovea.root", "../.."))
            .resolve("quality/conformance")
            .normalize();
    private static final Path MANIFEST = FOLDER.resolve("manifest.json");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long MOST_BYTES = 300_000;
    private static final String BASE = ".base";

    @BeforeAll
    static void rewrite() throws IOException, InterruptedException {
        if (!Boolean.getBoolean("fovea.conformance.rewrite")) {
            return;
        }
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, byte[]> file : ConformanceKit.files().entrySet()) {
            if (!Files.exists(FOLDER.resolve(file.getKey()))) {
                Files.write(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, Object> files = new TreeMap<>();
        for (String name : names().toList()) {
            files.put(name, Decoded.of(Files.readAllBytes(FOLDER.resolve(name)), bases()));
        }
        Files.writeString(
                MANIFEST,
                Json.of(Map.of("format", "fovea-conformance", "version", "2026-11", "files", files)) + "\n",
                StandardCharsets.UTF_8);
    }

    static Stream<String> names() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".fva") || name.endsWith(".zip") || name.endsWith(BASE))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<byte[]> bases() throws IOException {
        List<byte[]> bases = new ArrayList<>();
        for (String name : names().filter(name -> name.endsWith(BASE)).toList()) {
            bases.add(Files.readAllBytes(FOLDER.resolve(name)));
        }
        return bases;
    }

    private static JsonNode manifest() throws IOException {
        return MAPPER.readTree(Files.readString(MANIFEST)).get("files");
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_archive_is_decoded_to_the_same_bits(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
        Decoded decoded = Decoded.of(bytes, bases());
        assertThat(MAPPER.readTree(Json.of(decoded))).isEqualTo(manifest().get(name));
        assertThat(decoded.ledger().stream().mapToLong(Decoded.Part::bytes).sum())
                .isEqualTo(bytes.length);
    }

    @Test
    void todays_program_writes_the_same_archives() throws Exception {
        for (Map.Entry<String, byte[]> file : ConformanceKit.files().entrySet()) {
            assertThat(Files.readAllBytes(FOLDER.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void the_manifest_names_every_file_and_the_folder_is_small() throws Exception {
        assertThat(names().toList()).containsExactlyElementsOf(manifest().propertyNames());
        long bytes = 0;
        for (String name : names().toList()) {
            bytes += Files.size(FOLDER.resolve(name));
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_decoder_written_from_the_documents_alone_finds_the_same(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
        JsonNode expected = manifest().get(name).get("decoded");
        PlainDecoder plain = PlainDecoder.read(bytes, bases());
        Map<String, Supplier<byte[]>> parts = Map.of(
                "masks", plain::masks,
                "weights", plain::weights,
                "poses", plain::poses,
                "router", plain::router,
                "tiles", plain::tiles,
                "latents", plain::latents,
                "video", plain::video);
        parts.forEach((part, found) -> {
            if (expected.has(part)) {
                assertThat(Sha256.of(found.get()))
                        .as(part)
                        .isEqualTo(expected.get(part).asString());
            }
        });
        long structure = 0;
        for (JsonNode part : manifest().get(name).get("ledger")) {
            structure += part.get("bytes").asLong();
        }
        assertThat(plain.contentBytes()).isLessThan(structure).isPositive();
        if (expected.has("frames") && plain.draws()) {
            assumeTrue(
                    !plain.hasVideo() || PlainVideo.canDecode(),
                    "a second decoder of AV1 is missing: an ffmpeg with dav1d on the path");
            assertThat(Sha256.of(plain.frames()))
                    .isEqualTo(expected.get("frames").asString());
        }
    }
}
