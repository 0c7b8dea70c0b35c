package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whoever adds a library says under which licence it is passed on, or no package is made. */
class DeliveredIT {
    @Test
    void every_library_that_is_delivered_has_a_licence_on_record() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Fovea.ROOT.resolve("packaging/Delivered.java").toString(),
                        Fovea.ROOT.resolve("cli/target/dist/lib").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("org.bytedeco:pytorch").contains("LGPL");
    }
}
