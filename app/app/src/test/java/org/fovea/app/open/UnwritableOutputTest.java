package org.fovea.app.open;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.fovea.app.AppException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwritableOutputTest {
    @TempDir
    Path folder;

    @Test
    void a_name_that_no_file_system_takes_is_refused_before_the_work() {
        assertThrown(
                AppException.class,
                () -> Outputs.verifyFree(folder.resolve("x".repeat(250)), false),
                "more than 200 bytes");
        assertThatCode(() -> Outputs.verifyFree(folder.resolve("new/x.zip"), false))
                .doesNotThrowAnyException();
    }

    @Test
    void a_folder_that_cannot_be_written_is_refused_before_the_work() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(closed), "this user may write anywhere");
        assertThrown(
                AppException.class, () -> Outputs.verifyFree(closed.resolve("a/x.zip"), true), "cannot be written");
    }
}
