package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.fovea.interop.hnerv.SyntheticHnerv;
import org.fovea.interop.qzs3.SyntheticRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a coverage-guided search of the readers of published files begins with: whole payloads, which a search would not
 * come upon by itself. They lie where the searches are, which see nothing of this module's tests;
 * {@code -Dfovea.seeds=write} writes them anew.
 */
class SearchSeedsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("fovea.root", "../.."), "app/cli/src/test/resources/fuzz/seeds");

    private static Map<String, List<byte[]>> all() {
        SyntheticRenderer renderer = SyntheticRenderer.sparse();
        return Map.of(
                "hnerv", SyntheticHnerv.sparse(),
                "qzs3", List.of(renderer.undivided()),
                "submission",
                        List.of(
                                SyntheticPayload.tileActionPayload(renderer),
                                SyntheticPayload.rangeMaskPayload(renderer)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hnerv", "qzs3", "submission"})
    void searches_begin_with_whole_payloads(String target) throws Exception {
        List<byte[]> seeds = all().get(target);
        Path file = FOLDER.resolve(target + ".zip");
        if ("write".equals(System.getProperty("fovea.seeds"))) {
            write(file, seeds);
        }
        assertThat(read(file)).containsExactlyElementsOf(seeds);
    }

    private static List<byte[]> read(Path file) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            while (zip.getNextEntry() != null) {
                all.add(zip.readAllBytes());
            }
        }
        return all;
    }

    private static void write(Path file, List<byte[]> seeds) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < seeds.size(); i++) {
                ZipEntry entry = new ZipEntry(Integer.toString(i));
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                zip.write(seeds.get(i));
            }
        }
    }
}
