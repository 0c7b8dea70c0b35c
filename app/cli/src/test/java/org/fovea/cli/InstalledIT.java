package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the tarball and the Debian package, installs both where there is no Java and no network, and uses the program
 * there: {@code .ci/dist}.
 */
@Tag("slow")
@Tag("odd")
class InstalledIT {
    private static final Path BUILT = Fovea.ROOT.resolve("app/cli/target/dist/lib");

    @TempDir
    Path folder;

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(List.of(command) + "\n" + said).isZero();
        return said;
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void both_packages_work_where_there_is_no_java() throws Exception {
        assumeTrue(works("dpkg-deb", "--version"), "no dpkg-deb: no .deb can be made here");
        assumeTrue(
                works("unshare", "--mount", "--net", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt"),
                "no new roots can be made here: it takes root and namespaces");
        // Spark is no part of what is tried: its 233 MB would be packed and unpacked twice.
        Path lib = Files.createDirectories(folder.resolve("dist/lib"));
        try (Stream<Path> libraries = Files.list(BUILT)) {
            for (Path library : libraries.toList()) {
                Files.createSymbolicLink(lib.resolve(library.getFileName()), library);
            }
        }
        Path packages = folder.resolve("packages");
        said(
                Fovea.ROOT.resolve("app/packaging/make.sh").toString(),
                folder.resolve("dist").toString(),
                packages.toString(),
                "0.0.1");
        String said = said(Fovea.ROOT.resolve(".ci/dist").toString(), packages.toString());
        assertThat(said)
                .contains("== tarball", "== deb", "/usr/lib/fovea/runtime")
                .doesNotContain("Maven");
        assertThat(said).containsOnlyOnce("frames.npy: ");
    }
}
