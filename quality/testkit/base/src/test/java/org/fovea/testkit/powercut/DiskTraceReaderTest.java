package org.fovea.testkit.powercut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskTraceReaderTest {
    private final DiskTraceReader reader = new DiskTraceReader(Path.of("/work"), Path.of("/out"));

    /** Shells that lay out a root of their own do so, {@code ln -s} from whatever folder they were started in. */
    @Test
    void a_link_that_is_made_elsewhere_from_within_the_folder_is_no_change() {
        reader.line("7 symlinkat(%s, AT_FDCWD<%s>, %s) = 0"
                .formatted(quoted("usr/lib"), hexadecimal("/work"), quoted("/tmp/root/lib")));
        reader.line("7 symlink(%s, %s) = 0".formatted(quoted("/work/a"), quoted("/tmp/root/a")));
        assertThat(reader.changes()).isEmpty();
    }

    /** So do shells that lay out a root of their own in memory, over a folder of this disk that only they see so. */
    @Test
    void what_is_made_in_a_file_system_of_its_own_is_no_change() {
        reader.line("7 mkdir(%s, 0777) = 0".formatted(quoted("/work/root")));
        reader.line("8 mount(%s, %s, %s, 0, %s) = 0"
                .formatted(quoted("judge"), quoted("/work/root"), quoted("tmpfs"), quoted("mode=755")));
        reader.line("8 mkdir(%s, 0777) = 0".formatted(quoted("/work/root/old")));
        reader.line("8 symlinkat(%s, AT_FDCWD<%s>, %s) = 0"
                .formatted(quoted("usr/bin"), hexadecimal("/work"), quoted("/work/root/bin")));
        reader.line("7 rmdir(%s) = 0".formatted(quoted("/work/root")));
        assertThat(reader.changes()).hasSize(2);
    }

    @Test
    void a_link_in_the_folder_is_refused_since_it_cannot_be_laid_out_again() {
        assertThatThrownBy(() -> reader.line("7 symlinkat(%s, AT_FDCWD<%s>, %s) = 0"
                        .formatted(quoted("a"), hexadecimal("/work"), quoted("b"))))
                .hasMessageContaining("symlinkat");
        assertThatThrownBy(() -> reader.line("7 linkat(AT_FDCWD<%s>, %s, AT_FDCWD<%s>, %s, 0) = 0"
                        .formatted(hexadecimal("/"), quoted("a"), hexadecimal("/work"), quoted("b"))))
                .hasMessageContaining("linkat");
    }

    @Test
    void a_link_that_was_not_made_is_nothing() {
        reader.line("7 symlinkat(%s, AT_FDCWD<%s>, %s) = -1 EEXIST (File exists)"
                .formatted(quoted("a"), hexadecimal("/work"), quoted("b")));
        assertThat(reader.changes()).isEmpty();
    }

    private static String quoted(String text) {
        return '"' + hexadecimal(text) + '"';
    }

    private static String hexadecimal(String text) {
        StringBuilder digits = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            digits.append(String.format("\\x%02x", each));
        }
        return digits.toString();
    }
}
