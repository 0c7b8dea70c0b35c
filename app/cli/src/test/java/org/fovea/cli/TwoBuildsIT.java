package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two builds of the same sources give the same jars, byte for byte, wherever and whenever they are made: the build that
 * is tested, and one in another folder, under another time zone, language and file mode. A few modules stand for all;
 * Maven is the one that runs this test, without a network.
 */
@Tag("slow")
class TwoBuildsIT {
    private static final List<String> MODULES = List.of("core/isolate", "core/codec");
    /** They cannot be built without the library of their tests. */
    private static final List<String> BUILT = List.of("core/isolate", "core/codec", "quality/testkit/base");

    private static final long MAX_MINUTES = 10;

    @TempDir
    Path folder;

    @Test
    void two_builds_give_the_same_jars() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("somewhere/else"));
        build(elsewhere);
        Map<String, String> second = jars(elsewhere);
        assertThat(second).hasSize(MODULES.size());
        assertThat(jars(Fovea.ROOT))
                .as("a build over an older one keeps classes that are gone: ./mvnw clean")
                .containsAllEntriesOf(second);
    }

    private void build(Path root) throws Exception {
        copy(root);
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 077 && exec \"$@\"", "sh"));
        command.addAll(List.of("./mvnw", "-B", "-ntp", "-o", "-q", "-pl", String.join(",", BUILT)));
        command.addAll(List.of("-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("TZ", "Pacific/Auckland");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    /** Hash of each jar by its name. */
    private static Map<String, String> jars(Path root) throws IOException {
        Map<String, String> jars = new TreeMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.list(root.resolve(module).resolve("target"))) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    jars.put(jar.getFileName().toString(), Sha256.of(Files.readAllBytes(jar)));
                }
            }
        }
        return jars;
    }

    /** What these modules are made of, and the poms of all others, which only have to be there. */
    private void copy(Path to) throws IOException, InterruptedException {
        String files = "find pom.xml mvnw .mvn " + String.join(" ", BUILT) + " */*/pom.xml */*/*/pom.xml"
                + " \\( -name target -o -name test \\) -prune -o -type f -print";
        Process copy = new ProcessBuilder("sh", "-c", files + " | tar -cf - -T - | tar -xf - -C \"$1\"", "sh", to + "")
                .directory(Fovea.ROOT.toFile())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
    }
}
