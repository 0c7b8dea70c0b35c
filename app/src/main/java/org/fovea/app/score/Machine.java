package org.fovea.app.score;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What computes. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Bytes of memory that it has; absent where the Java machine does not say. */
    public static OptionalLong memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize())
                : OptionalLong.empty();
    }

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
