package org.fovea.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The largest resident memory that a process or one of its children has had. The system keeps each process's own record
 * (VmHWM in {@code /proc/PID/status}, proc(5)), so that occasional sampling loses only what a process takes after the
 * last sample.
 */
public final class ProcessMemory {
    private final Process process;
    private long peak;

    /** Of a process that was started. */
    public ProcessMemory(Process process) {
        this.process = process;
    }

    /** Takes a sample. */
    public void look() {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(handle -> peak = Math.max(peak, status(handle.pid(), "VmHWM")));
    }

    /** Bytes; empty where the system does not tell. */
    public OptionalLong peak() {
        return peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty();
    }

    /** Bytes that a process has in memory now; 0 where the system does not tell, and for one that has ended. */
    public static long resident(long pid) {
        return status(pid, "VmRSS");
    }

    private static long status(long pid, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // it has ended, or the system has no such file
        }
    }
}
