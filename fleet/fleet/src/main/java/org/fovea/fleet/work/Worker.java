package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.app.open.Bases;
import org.fovea.isolate.ProcessUse;

/**
 * A process that does a clip's work. It is watched while it runs: how long, how much processor time and memory, with
 * all processes that it starts.
 */
final class Worker {
    /**
     * Between two samples at first, and at most; in between a hundredth of the time that has passed: a sample reads all
     * processes of the machine, which may be many.
     */
    private static final long MIN_SAMPLE_MILLISECONDS = 200;

    private static final long MAX_SAMPLE_MILLISECONDS = 2000;
    private static final double SAMPLE_SHARE = 0.01;

    /** That a killed process may take to be gone. */
    private static final int MAX_END_SECONDS = 10;

    private Worker() {}

    /**
     * How it ended.
     *
     * @param exitCode of the process, 128 and more where a signal ended it
     * @param late whether it was ended because its time was over
     * @param seconds by the clock
     * @param cpuSeconds of it and the processes that it started
     * @param peakBytes most memory of them together, as far as samples show; 0 where the system does not tell
     */
    record Ended(int exitCode, boolean late, double seconds, double cpuSeconds, long peakBytes) {}

    /**
     * Runs a command to its end.
     *
     * @param folder that it works in
     * @param log file for what it prints
     * @param limit that it may take
     * @throws InterruptedException where this thread is interrupted; the process has ended then
     */
    static Ended run(List<String> command, Path folder, Path log, Duration limit)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // It works elsewhere, where a relative name would be that of another folder.
        builder.environment().computeIfPresent(Bases.FOLDER, (_, place) -> Bases.absolute(place));
        Process process = builder.start(); // its input is a pipe that closes with this process
        ProcessUse use = new ProcessUse(process);
        boolean late = false;
        try {
            while (!process.waitFor(pause(System.nanoTime() - began), TimeUnit.MILLISECONDS)) {
                use.look();
                if (System.nanoTime() - began > limit.toNanos()) {
                    late = true;
                    end(process);
                    process.waitFor();
                }
            }
        } finally {
            end(process);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Ended(process.exitValue(), late, seconds, use.processorSeconds(), use.together());
    }

    /** Milliseconds until the next sample. */
    static long pause(long nanos) {
        return Math.clamp((long) (nanos / 1e6 * SAMPLE_SHARE), MIN_SAMPLE_MILLISECONDS, MAX_SAMPLE_MILLISECONDS);
    }

    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        // What it wrote to is free only then, also for who interrupted this thread.
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(MAX_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
