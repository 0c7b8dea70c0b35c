package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever adds a library says under which licence it is passed on and what its hash is, or no package is made. */
class DeliveredIT {
    @TempDir
    Path folder;

    private int code;

    private String delivered(Path lib) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Fovea.ROOT.resolve("app/packaging/Delivered.java").toString(),
                        lib.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        code = process.waitFor();
        return said;
    }

    @Test
    void every_library_that_is_delivered_has_a_licence_and_a_hash_on_record() throws Exception {
        String said = delivered(Fovea.ROOT.resolve("app/cli/target/dist/lib"));
        assertThat(code).as(said).isZero();
        assertThat(said).contains("org.bytedeco:pytorch").contains("LGPL");
    }

    /** Maven looks at the second list when it fetches, packaging at the first; own jars are another in every build. */
    @Test
    void what_is_delivered_is_what_maven_was_told_to_fetch() throws Exception {
        List<String> fetched = Files.readAllLines(Fovea.ROOT.resolve(".mvn/checksums/checksums.sha256"));
        assertThat(fetched).hasSizeGreaterThan(1000).noneMatch(line -> line.contains(" org/fovea/"));
        Set<String> names =
                fetched.stream().map(line -> line.replaceFirst(" .*/", "  ")).collect(Collectors.toSet());
        List<String> lines = Files.readAllLines(Fovea.ROOT.resolve("app/packaging/checksums.txt"));
        assertThat(lines.stream().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(names::contains);
    }

    @Test
    void another_file_of_the_same_name_is_refused() throws Exception {
        String name = "picocli-4.7.7.jar";
        Path jar = Fovea.ROOT.resolve("app/cli/target/dist/lib").resolve(name);
        assumeTrue(Files.exists(jar), "another version of picocli");
        byte[] changed = Files.readAllBytes(jar);
        changed[changed.length - 2]++; // a comment of one letter: still a ZIP
        Files.write(folder.resolve(name), Arrays.copyOf(changed, changed.length + 1));
        assertThat(delivered(folder)).contains(name + " has SHA-256 ", " instead of ", "look at the mirror");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_library_without_a_record_is_refused() throws Exception {
        Files.copy(
                Fovea.ROOT.resolve("app/cli/target/dist/lib/fovea-codec-0.1.0.jar"),
                folder.resolve("picocli-9.9.9.jar"));
        assertThat(delivered(folder)).contains("app/packaging/checksums.txt has no line for picocli-9.9.9.jar");
        assertThat(code).isEqualTo(1);
    }
}
