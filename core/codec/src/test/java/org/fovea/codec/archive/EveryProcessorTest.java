package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.StreamChecks;
import org.fovea.codec.mask.MaskEffort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams are the same, and are read the same, on processors with other vectors and without the vector module. */
@Tag("slow")
class EveryProcessorTest {
    /** Codes the golden samples and prints the streams' hashes. */
    public static void main(String[] arguments) {
        System.out.println(hashes());
    }

    private static String hashes() {
        ClassMaskCodecTest masks = new ClassMaskCodecTest();
        return String.join(
                " ",
                hash(new WeightCodecTest(), SectionCodecs.WEIGHTS),
                hash(new PoseCodecTest(), SectionCodecs.POSES),
                hash(masks, new ClassMaskCodec(MaskEffort.FAST, null)),
                hash(masks, new ClassMaskCodec(MaskEffort.BEST, null)));
    }

    private static <T> String hash(SectionCodecContract<T> contract, SectionCodec<T> codec) {
        SectionCodecContract.Sample<T> sample = contract.samples().getFirst();
        byte[] stream = codec.encode(sample.content(), sample.header());
        Object read = contract.comparable(codec.decode(stream, sample.header()));
        if (!read.equals(contract.comparable(sample.content()))) {
            throw new AssertionError(codec.name() + " does not read what it wrote");
        }
        return StreamChecks.hash(stream);
    }

    @Test
    void every_vector_width_gives_the_same_streams() throws Exception {
        String here = hashes();
        assertThat(here)
                .startsWith(new WeightCodecTest().goldenHash + " " + new PoseCodecTest().goldenHash + " "
                        + new ClassMaskCodecTest().goldenHash + " ");
        for (int level : new int[] {2, 0}) {
            assertThat(fork("--add-modules", "jdk.incubator.vector", "-XX:UseAVX=" + level))
                    .as("UseAVX=%d", level)
                    .isEqualTo(here);
        }
        assertThat(fork()).as("without the vector module").isEqualTo(here);
    }

    private static String fork(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        // Other processors than x86 do not know the flag.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EveryProcessorTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output.lines().reduce((first, last) -> last).orElse("").strip();
    }
}
