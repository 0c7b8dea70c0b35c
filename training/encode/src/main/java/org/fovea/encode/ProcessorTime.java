package org.fovea.encode;

import java.time.Duration;

/** The processor time of this process, all threads together. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /** Nanoseconds so far, in steps of some milliseconds; 0 where the system does not tell. */
    public static long nanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
