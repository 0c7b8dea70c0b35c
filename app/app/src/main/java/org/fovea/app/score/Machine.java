package org.fovea.app.score;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.fovea.evaluate.torch.Processor;

/** What computes. */
public final class Machine {
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
        String model = Processor.current().model();
        return model.isEmpty() ? architecture : architecture + ", " + model;
    }
}
