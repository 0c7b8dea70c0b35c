package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What computes. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Architecture and, where the system tells it, the processor's name. */
    public static String describe() {
        String architecture = System.getProperty("os.arch");
        if (Files.isReadable(PROCESSORS)) {
            try (Stream<String> lines = Files.lines(PROCESSORS)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> architecture + ", "
                                + line.substring(line.indexOf(':') + 1).strip())
                        .orElse(architecture);
            } catch (IOException e) {
                return architecture;
            }
        }
        return architecture;
    }
}
