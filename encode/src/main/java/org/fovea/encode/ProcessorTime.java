package org.fovea.encode;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this process, all threads together. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /** Nanoseconds so far. */
    public static long nanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
