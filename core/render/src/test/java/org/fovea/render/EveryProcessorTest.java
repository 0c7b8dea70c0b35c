package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.render.restore.PostFilterTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames are the same with every vector width, without fused multiply-add and without vectors. */
@Tag("slow")
class EveryProcessorTest {
    private static final String GOLDEN = String.join(
            " ", GoldenFramesTest.GOLDEN, CompactRendererTest.GOLDEN, LatentRendererTest.GOLDEN, PostFilterTest.GOLDEN);

    /** Prints hashes of the frames of networks of every kind; run in processes of their own. */
    public static void main(String[] arguments) {
        KernelChoice kernels = KernelChoice.valueOf(arguments[0]);
        System.out.println(String.join(
                " ",
                GoldenFramesTest.hash(kernels, 2),
                CompactRendererTest.hash(kernels, 2),
                LatentRendererTest.hash(kernels, 2),
                PostFilterTest.hash(kernels)));
    }

    @Test
    void every_processor_gives_the_same_frames() throws Exception {
        String[] vectors = {"--add-modules", "jdk.incubator.vector"};
        for (int level : new int[] {3, 2, 1, 0}) {
            assertThat(fork(level == 0 ? "AUTO" : "VECTOR", vectors[0], vectors[1], "-XX:UseAVX=" + level))
                    .as("UseAVX=%d", level)
                    .isEqualTo(GOLDEN);
        }
        assertThat(fork("AUTO")).as("without the vector module").isEqualTo(GOLDEN);
    }

    private static String fork(String kernels, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        // Other processors than x86 do not know the flag and have one vector width only.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EveryProcessorTest.class.getName()));
        command.add(kernels);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return output.lines().reduce((first, last) -> last).orElse("").strip();
    }
}
