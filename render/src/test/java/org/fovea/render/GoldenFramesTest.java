package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.QzsFamily;
import org.junit.jupiter.api.Test;

/**
 * Frames are part of the format: whoever changes a bit of them must change this hash and say so. Rounding to bytes
 * hides most changes of the last bit, so one picture is drawn with three million samples, some of which any such change
 * tips over.
 */
class GoldenFramesTest {
    /** First half of the SHA-256 of the frames of {@link #frames}. */
    static final String GOLDEN = "85ca9d7134b2f0e62e5326da01017d83";

    /** The same of networks on reduced masks. */
    private static final String GOLDEN_REDUCED = "0e4c024c9071fe022058b2011d88e451";

    /** Draws a few small networks; the main method of a process of its own prints their hash. */
    public static void main(String[] arguments) {
        System.out.println(hash(KernelChoice.valueOf(arguments[0]), Integer.parseInt(arguments[1])));
    }

    static String hash(KernelChoice kernels, int threads) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int shape : new int[] {0, 1, 4, 6, 9}) {
                digest.update(
                        PairRendererTest.network(PairRendererTest.SHAPES[shape]).draw(threads, kernels, shape));
            }
            RandomNetwork large = RandomNetwork.of(56, 64, 52, 32, 48, 5, new FrameSize(900, 600));
            digest.update(large.draw(threads, kernels, 5));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void frames_of_random_networks_are_those_of_the_format() {
        assertThat(hash(KernelChoice.SCALAR, 1)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.AUTO, 2)).isEqualTo(GOLDEN);
    }

    @Test
    void frames_of_networks_on_reduced_masks_are_those_of_the_format() throws NoSuchAlgorithmException {
        for (KernelChoice kernels : KernelChoice.values()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int[] shape : PairRendererTest.REDUCED) {
                digest.update(PairRendererTest.network(shape).draw(2, kernels, 1));
            }
            QzsFamily.Widths widths = new QzsFamily.Widths(24, 32, 20, 2);
            digest.update(
                    RandomNetwork.of(widths, 60, 90, 5, new FrameSize(900, 600)).draw(2, kernels, 5));
            assertThat(HexFormat.of().formatHex(digest.digest()).substring(0, 32))
                    .isEqualTo(GOLDEN_REDUCED);
        }
    }

    @Test
    void every_vector_width_gives_the_same_frames() throws Exception {
        for (int level : new int[] {3, 2, 1}) {
            assertThat(fork("VECTOR", "--add-modules", "jdk.incubator.vector", "-XX:UseAVX=" + level))
                    .as("UseAVX=%d", level)
                    .isEqualTo(GOLDEN);
        }
    }

    @Test
    void processors_without_fused_multiply_add_give_the_same_frames() throws Exception {
        assertThat(fork("AUTO", "--add-modules", "jdk.incubator.vector", "-XX:UseAVX=0"))
                .isEqualTo(GOLDEN);
    }

    @Test
    void without_the_incubator_module_the_frames_are_the_same() throws Exception {
        assertThat(fork("AUTO")).isEqualTo(GOLDEN);
    }

    private static String fork(String kernels, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        // Other processors than x86 do not know the flag and have one vector width only.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GoldenFramesTest.class.getName()));
        command.addAll(List.of(kernels, "2"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output.lines().reduce((first, last) -> last).orElse("").strip();
    }
}
