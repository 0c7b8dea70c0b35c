package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.fovea.testkit.networks.SmallArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code python/fovea.py} on the system's Python. */
@Tag("slow")
@Tag("odd")
class PythonIT {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path folder;

    private String output = "";

    private int python(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        String[] command = new String[1 + arguments.length];
        command[0] = PYTHON;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("FOVEA", Fovea.ROOT.resolve("fovea").toString());
        builder.environment().put("FOVEA_ARCHIVE", folder.resolve("a.zip").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        output = Files.readString(log, StandardCharsets.UTF_8);
        return process.exitValue();
    }

    @Test
    void frames_reach_numpy() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is missing; apt-get install python3 python3-numpy");
        assumeTrue(python("-c", "import numpy") == 0, "NumPy is missing; apt-get install python3-numpy");
        Files.write(folder.resolve("a.zip"), SmallArchive.file());
        assertThat(python(Fovea.ROOT.resolve("python/test_fovea.py").toString()))
                .as(output)
                .isZero();
        assertThat(output).contains("Ran 12 tests", "OK");
    }
}
