package org.fovea.evaluate.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers of 16 bits with the range of a float and eight significant bits. Enough for the direction of a gradient, never for a score: processors with units for
 * them (AMX, AVX512-BF16) take a third to a half of the time.
 */
public final class Bfloat16 {
    /** {@code true} or {@code false} overrides what is known of the processor. */
    static final String PROPERTY = "fovea.bfloat16";

    private static final class Processor {
        private static final boolean HAS_UNITS = Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Boolean::parseBoolean)
                .orElseGet(() -> hasUnits(Path.of("/proc/cpuinfo")));
    }

    private Bfloat16() {}

    /**
     * Whether this processor computes faster with them. Told by its flags, not by a stopwatch, so that a training does the same on every machine of a kind. Where
     * flags cannot be read (other systems than Linux), no.
     */
    public static boolean pays() {
        return Processor.HAS_UNITS;
    }

    static boolean hasUnits(Path processors) {
        try (Stream<String> lines = Files.lines(processors)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Stream.of(line.split("\\s+"))
                            .anyMatch(flag -> flag.equals("amx_bf16") || flag.equals("avx512_bf16")))
                    .orElse(false);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** The values as numbers of 16 bits. Differentiable. */
    public static Tensor of(Tensor values) {
        return values.to(torch.ScalarType.BFloat16);
    }

    /** The values as floats. Differentiable. */
    public static Tensor toFloat(Tensor values) {
        return values.to(torch.ScalarType.Float);
    }
}
