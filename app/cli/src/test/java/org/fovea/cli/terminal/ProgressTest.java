package org.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.app.Reporter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong seconds = new AtomicLong();

    private Progress progress(boolean interactive, boolean quiet) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, interactive, 60);
        return new Progress(terminal, quiet, "encode", 100, "frames", () -> seconds.get() * 1_000_000_000L);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_short_task_shows_nothing() {
        try (Progress progress = progress(true, false)) {
            progress.update(50);
            seconds.set(1);
            progress.update(100);
        }
        assertThat(shown()).isEmpty();
    }

    @Test
    void a_terminal_gets_one_line_that_is_drawn_again_and_taken_away() {
        try (Progress progress = progress(true, false)) {
            progress.update(5);
            seconds.set(10);
            progress.update(25);
        }
        assertThat(shown())
                .startsWith("\r\033[Kencode ██████░░░░░░░░░░░░░░░░░░ 25/100 frames  0:10, 0:3")
                .endsWith("\r\033[K");
        String line = shown().substring("\r\033[K".length(), shown().length() - "\r\033[K".length());
        assertThat(line.codePointCount(0, line.length())).isEqualTo(59);
    }

    @Test
    void a_file_gets_plain_lines_now_and_then() {
        try (Progress progress = progress(false, false)) {
            for (int i = 0; i <= 100; i++) {
                seconds.set(i);
                progress.update(i);
            }
        }
        assertThat(shown().lines())
                .containsExactly(
                        "encode: 2 of 100 frames, 0:02, 1:38 left",
                        "encode: 32 of 100 frames, 0:32, 1:08 left",
                        "encode: 62 of 100 frames, 1:02, 0:38 left",
                        "encode: 92 of 100 frames, 1:32, 0:08 left");
    }

    @Test
    void quiet_shows_nothing() {
        try (Progress progress = progress(true, true)) {
            seconds.set(100);
            progress.update(50);
        }
        assertThat(shown()).isEmpty();
    }

    @Test
    void a_task_of_something_larger_shows_how_far_all_of_it_is() {
        try (Progress progress = progress(true, false)) {
            progress.update(5, "", new Reporter.Whole(0.25, 60, 180));
            seconds.set(10);
            progress.update(25, "score about 2.1 ↓", new Reporter.Whole(0.5, 70, 70));
        }
        assertThat(shown())
                .startsWith("\r\033[K██████░░░░░░░░░░░░░░░░░░ 25 %  1:00, 3:00 left · encode 5/1")
                .contains("\r\033[K████████████░░░░░░░░░░░░ 50 %  1:10, 1:10 left · encode 25/");
    }

    @Test
    void a_file_gets_lines_of_the_whole_not_one_for_each_task() {
        try (Progress progress = progress(false, false)) {
            for (int i = 0; i <= 40; i++) {
                seconds.set(i);
                progress.update(i, "4.0 steps/s", new Reporter.Whole(0.4, i, 60 - i));
            }
        }
        assertThat(shown().lines())
                .containsExactly(
                        "40 %, 0:02, 0:58 left; encode 2/100, 4.0 steps/s",
                        "40 %, 0:32, 0:28 left; encode 32/100, 4.0 steps/s");
    }

    @Test
    void a_file_gets_lines_while_nothing_is_finished() throws InterruptedException {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, false, 60);
        try (Progress progress = new Progress(terminal, false, "check", 3, "groups")) {
            progress.update(0, "gradients of pose");
            for (int i = 0; i < 200 && shown().isEmpty(); i++) {
                Thread.sleep(100);
            }
        }
        assertThat(shown()).startsWith("check: 0 of 3 groups, 0:0").contains(", gradients of pose");
    }
}
