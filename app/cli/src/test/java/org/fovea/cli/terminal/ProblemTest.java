package org.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.lab.store.LedgerException;
import org.fovea.render.NoRoomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(AppException.notHeld("differs"), 1, "differs"),
                Arguments.of(AppException.usage("no"), 2, "no"),
                Arguments.of(
                        new FormatException("masks", 8131, "checksum differs", "fetch it again").inFile("drive.zip"),
                        3,
                        "drive.zip: section masks, byte 8,131: checksum differs; fetch it again"),
                Arguments.of(
                        new FormatException("zip", 0, "truncated").inFile("a.zip"),
                        3,
                        "a.zip: section zip, byte 0: truncated; the file is damaged, fetch it again"),
                Arguments.of(
                        new FormatException("zip", 4, "member a; b is truncated").inFile("a.zip"),
                        3,
                        "a.zip: section zip, byte 4: member a; b is truncated; the file is damaged, fetch it again"),
                Arguments.of(
                        new FormatException("rules", 9, "no such key").inLine(3).inFile("fleet.yaml"),
                        3,
                        "fleet.yaml:3: rules: no such key"),
                Arguments.of(
                        AppException.usage("a.zip: exists already; add --force to overwrite it"),
                        2,
                        "a.zip: exists already; add --force to overwrite it"),
                Arguments.of(new NoSuchFileException("a.zip"), 3, "a.zip: no such file; check the path"),
                Arguments.of(
                        new NotFiniteException("pose: output 2"),
                        3,
                        "pose: output 2 is not a finite number; correct the network or the range of its input, "
                                + "fovea evaluators check tests both"),
                Arguments.of(
                        new FileSystemException("a.zip", null, "No space left on device"),
                        4,
                        "a.zip: No space left on device; free some space or write elsewhere"),
                Arguments.of(
                        new FileSystemException("no space left.zip", null, "Input/output error"),
                        4,
                        "input or output failed: no space left.zip: Input/output error"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("a.zip")),
                        3,
                        "a.zip: no such file; check the path"),
                Arguments.of(
                        new LedgerException("cannot be written", new SQLException("[SQLITE_FULL] database is full")),
                        4,
                        "cannot be written; free some space, or look at the disk"),
                Arguments.of(
                        new LedgerException("cannot open", new RuntimeException(new SQLException("refused", "08001"))),
                        4,
                        "cannot open; start the server, or correct the address in lab.yaml"),
                Arguments.of(
                        new LedgerException("no such run", new SQLException("[SQLITE_CONSTRAINT] append only")),
                        1,
                        "no such run"),
                Arguments.of(new AccessDeniedException("/x"), 4, "/x: permission denied; check the permissions there"),
                Arguments.of(
                        new IOException("No space left on device"),
                        4,
                        "No space left on device; free some space or write elsewhere"),
                Arguments.of(
                        new NoRoomException("drawing needs 9 MiB; give the Java heap more"),
                        4,
                        "drawing needs 9 MiB; give the Java heap more"),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        4,
                        "not enough memory; give the Java heap more, for example FOVEA_HEAP=4g, or use fewer "
                                + "--threads"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_has_a_code_and_a_line(Throwable thrown, int code, String line) {
        assertThat(Problem.of(thrown)).isEqualTo(new Problem(code, line, List.of()));
    }

    @Test
    void a_defect_asks_to_be_reported() {
        Problem problem = Problem.of(new IllegalStateException("a\n  b"));
        assertThat(problem.exitCode()).isEqualTo(70);
        assertThat(problem.line())
                .startsWith("internal error: ")
                .contains("a b")
                .contains("--debug");
    }
}
