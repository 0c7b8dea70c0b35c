package org.fovea.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "render",
                "draw x",
                "render x 0",
                "render x -1",
                "render x 1 0",
                "render x one",
                "render x 1 1 1",
                "--threads 2 render x",
                "evaluate",
                "evaluate pseudo 0",
                "evaluate pseudo 1 one",
                "filter",
                "filter 0",
                "filter 1 2",
                "lab 5",
                "lab --runs",
                "lab --runs 0",
                "lab --database mysql"
            })
    void wrong_usage_is_exit_code_2(String line) {
        assertThat(Bench.run(line.split(" ", -1))).isEqualTo(2);
    }

    @Test
    void missing_and_damaged_files_are_exit_code_3() throws Exception {
        assertThat(Bench.run("render", folder.resolve("none").toString())).isEqualTo(3);
        assertThat(Bench.run("evaluate", folder.resolve("none").toString())).isEqualTo(3);
        Path noise = Files.write(folder.resolve("noise"), new byte[100]);
        assertThat(Bench.run("render", noise.toString(), "1", "1")).isEqualTo(3);
    }

    @Test
    void the_lab_is_measured_on_a_small_ledger() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            String[] line = {"lab", "--runs", "20", "--database", "sqlite", "-o", folder.toString()};
            assertThat(Bench.run(line)).isZero();
            assertThat(Bench.run(line)).isEqualTo(4); // that ledger is not empty any more
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sqlite: filled with 20 runs of 600 pairs, 4 candidates", "add a run", "status: all of it");
    }

    @Test
    void what_is_thrown_in_the_thread_of_the_measurement_is_not_lost() {
        AtomicBoolean done = new AtomicBoolean();
        RendererBench.inThread(() -> done.set(true));
        assertThat(done).isTrue();
        assertThatThrownBy(() -> RendererBench.inThread(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThatThrownBy(() -> RendererBench.inThread(() -> {
                    throw new OutOfMemoryError("no");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
