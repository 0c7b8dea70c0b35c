package org.fovea.fleet.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.app.score.Machine;
import org.fovea.fleet.plan.Limits;

/** On this machine: several clips at the same time, each with a thread that waits for its processes. */
public final class LocalExecutor implements ClipExecutor {
    private final int beside;

    /**
     * An executor.
     *
     * @param beside clips at the same time, at least 1
     */
    public LocalExecutor(int beside) {
        this.beside = beside;
    }

    /**
     * An executor for as many clips as this machine has room for.
     *
     * @param limits of a clip
     * @param cores to use; all of the machine's where it is empty
     * @param memory to use, in GB; all of the machine's where it is empty
     */
    public static LocalExecutor ofMachine(Limits limits, Optional<Integer> cores, Optional<Double> memory) {
        return new LocalExecutor(limits.beside(
                cores.orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                memory.orElseGet(LocalExecutor::machineMemory)));
    }

    private static double machineMemory() {
        return Machine.memory().orElse(Runtime.getRuntime().maxMemory()) / (double) (1 << 30);
    }

    /** Clips at the same time. */
    public int beside() {
        return beside;
    }

    @Override
    public void run(List<FleetPlan.Todo> clips, Job job) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(beside)) {
            ExecutorCompletionService<Boolean> slots = new ExecutorCompletionService<>(threads);
            for (int i = 0; i < beside; i++) {
                Future<Boolean> _ = slots.submit(() -> {
                    for (int at = next.getAndIncrement(); at < clips.size(); at = next.getAndIncrement()) {
                        job.run(clips.get(at));
                    }
                    return true;
                });
            }
            try {
                for (int i = 0; i < beside; i++) {
                    slots.take().get();
                }
            } catch (ExecutionException e) {
                throw ClipExecutor.thrown(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
