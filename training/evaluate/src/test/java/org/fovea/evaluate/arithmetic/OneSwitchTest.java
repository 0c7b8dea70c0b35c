package org.fovea.evaluate.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One switch decides whether oneDNN computes. A kernel that is called by name would go past it. */
class OneSwitchTest {
    private static final Pattern BY_NAME = Pattern.compile("\\b(mkldnn_\\w+|hasMKLDNN|setUserEnabledMkldnn)\\b");

    @Test
    void no_source_calls_a_kernel_of_one_dnn_by_name() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../..").toRealPath())) {
            List<Path> sources = files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(500);
            assertThat(sources.stream().filter(OneSwitchTest::names))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("TorchRuntime.java");
        }
    }

    private static boolean names(Path source) {
        try {
            return BY_NAME.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
