package org.fovea.evaluate.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Linux says of the first processor; on other systems nothing is known.
 *
 * @param vendor as in {@code AuthenticAMD}, empty where unknown
 * @param model its name as it is sold, empty where unknown
 * @param flags as in {@code avx512f}
 */
public record Processor(String vendor, String model, Set<String> flags) {
    private static final Processor THIS = of(Path.of("/proc/cpuinfo"));

    public static Processor current() {
        return THIS;
    }

    static Processor of(Path description) {
        try (Stream<String> lines = Files.lines(description)) {
            List<String> first =
                    lines.takeWhile(line -> !line.isBlank()).map(String::strip).toList();
            return new Processor(
                    value(first, "vendor_id").orElse(""),
                    value(first, "model name").orElse(""),
                    value(first, "flags")
                            .map(flags -> Set.of(flags.split("\\s+")))
                            .orElse(Set.of()));
        } catch (IOException | java.io.UncheckedIOException e) {
            return new Processor("", "", Set.of());
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.split("\\s*:\\s*", 2))
                .filter(parts -> parts.length == 2 && parts[0].equals(key))
                .map(parts -> parts[1])
                .findFirst();
    }

    /** Whether it has units for numbers of {@link Bfloat16}. */
    boolean hasBfloat16() {
        return flags.contains("amx_bf16") || flags.contains("avx512_bf16");
    }
}
