package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /** Copied into neither folder. */
    private static final Set<String> MADE = Set.of("target", "test");

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
        command.addAll(List.of("./mvnw", "-B", "-ntp", "-o", "-q", "-pl", String.join(",", MODULES)));
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

    /** What these modules are made of, and the poms of all. */
    private static void copy(Path to) throws IOException {
        Path root = Fovea.ROOT;
        for (String name : List.of("pom.xml", "mvnw", ".mvn")) {
            copy(root.resolve(name), to.resolve(name));
        }
        for (String module : MODULES) {
            copy(root.resolve(module), to.resolve(module));
        }
        // The others only have to be there.
        for (String module : modules(Files.readString(root.resolve("pom.xml")))) {
            Path pom = to.resolve(module).resolve("pom.xml");
            if (!Files.exists(pom)) {
                Files.createDirectories(to.resolve(module));
                Files.copy(root.resolve(module).resolve("pom.xml"), pom);
            }
        }
    }

    private static List<String> modules(String pom) {
        return Stream.of(pom.split("\n"))
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            Files.createDirectories(to.toAbsolutePath().getParent());
            Files.copy(from, to);
            if (Files.isExecutable(from)) {
                Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
            }
            return;
        }
        if (MADE.contains(from.getFileName().toString())) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
