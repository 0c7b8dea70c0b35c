package org.fovea.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process and its children use: the largest resident memory that one of them has had, the processor time of all,
 * and the load of the machine meanwhile. The system keeps each process's own record (VmHWM in {@code /proc/PID/status},
 * proc(5)), so that occasional sampling loses only what a process takes after the last sample.
 */
public final class ProcessUse {
    private final Process process;
    private final Map<Long, Duration> processorTimes = new HashMap<>();
    private long peak;
    private long together;
    private double loads;
    private int samples;

    public ProcessUse(Process process) {
        this.process = process;
    }

    public void look() {
        long resident = 0;
        try (Stream<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
            for (ProcessHandle each : (Iterable<ProcessHandle>) all::iterator) {
                each.info().totalCpuDuration().ifPresent(time -> processorTimes.put(each.pid(), time));
                List<String> status = status(each.pid());
                peak = Math.max(peak, bytes(status, "VmHWM"));
                resident += bytes(status, "VmRSS");
            }
        }
        together = Math.max(together, resident);
        try {
            loads += Double.parseDouble(
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            samples++;
        } catch (IOException e) {
            return; // the system has no such file
        }
    }

    /** Seconds of processor time of all of them, up to the last sample; 0 where the system does not tell. */
    public double processorSeconds() {
        return processorTimes.values().stream().mapToLong(Duration::toNanos).sum() / 1e9;
    }

    /** Mean load of the machine, as {@code uptime} tells it for a minute; 0 where the system does not tell. */
    public double load() {
        return samples == 0 ? 0 : loads / samples;
    }

    /** Bytes of the largest of them; empty where the system does not tell. */
    public OptionalLong peak() {
        return peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty();
    }

    /** Most bytes that all of them had at the same time, as far as samples show; 0 where the system does not tell. */
    public long together() {
        return together;
    }

    /** Nothing where the system does not tell, and for a process that has ended. */
    private static List<String> status(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        } catch (IOException e) {
            return List.of(); // it has ended, or the system has no such file
        }
    }

    /** 0 where there is no such field. */
    private static long bytes(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
