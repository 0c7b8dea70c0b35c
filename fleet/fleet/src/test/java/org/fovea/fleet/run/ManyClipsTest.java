package org.fovea.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.app.Reporter;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.report.FleetReport;
import org.fovea.fleet.report.FleetReportPage;
import org.fovea.fleet.report.FleetReporter;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.FleetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large fleet whose work is to write a small archive and a row: interrupted halfway, finished, and asked again. The
 * number of clips is the system property {@code fovea.fleet.clips}; it prints what each part took.
 */
@Tag("slow")
class ManyClipsTest {
    private static final int CLIPS = Integer.getInteger("fovea.fleet.clips", 2000);

    @TempDir
    Path folder;

    @Test
    void a_large_fleet_is_planned_interrupted_finished_and_found_done() throws Exception {
        Files.writeString(folder.resolve("clip.mkv"), "a clip");
        StringBuilder list = new StringBuilder("id,uri,camera\n");
        for (int i = 0; i < CLIPS; i++) {
            list.append("clip").append(i).append(",clip.mkv,").append(i % 7).append('\n');
        }
        Files.writeString(folder.resolve("clips.csv"), list);
        FleetFile file = FleetFile.read(Files.writeString(
                folder.resolve("fleet.yaml"), "clips: clips.csv\nresults: out\n" + "evaluators: bundled\n"));

        FleetFolder results = new FleetFolder(folder.resolve("out"));
        AtomicInteger left = new AtomicInteger(CLIPS / 2);
        ClipExecutor dying = new ClipExecutor() {
            @Override
            public int most() {
                return 2;
            }

            @Override
            public void run(List<FleetPlan.Todo> clips, Job job) throws IOException, InterruptedException {
                ClipExecutor.super.run(clips, clip -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new IOException("the driver is gone");
                    }
                    job.run(clip);
                });
            }
        };
        time("first half", () -> assertThatThrownBy(() -> run(file, dying)).hasMessage("the driver is gone"));
        long half = rows(results);
        assertThat(half)
                .isBetween(CLIPS / 2L - 2, CLIPS / 2L + 2); // who works beside the one that fails is interrupted
        time("second half", () -> assertThat(run(file, () -> 2).done()).isEqualTo(CLIPS));
        assertThat(rows(results)).isEqualTo(CLIPS);
        time("nothing left", () -> assertThat(run(file, () -> 2).done()).isEqualTo(CLIPS));
        assertThat(rows(results)).isEqualTo(CLIPS);
        time("status", () -> assertThat(FleetStatus.read(results).done()).isEqualTo(CLIPS));
        time("report", () -> {
            FleetReport report = FleetReporter.of(results);
            assertThat(report.done()).isEqualTo(CLIPS);
            assertThat(FleetReportPage.of(report).length()).isLessThan(500_000);
        });
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "table %,d bytes, heap in use after collection %,d MB of %,d MB%n",
                Files.size(results.table()),
                heap >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        assertThat(Files.size(results.table()) / CLIPS).isLessThan(500);
    }

    private static long rows(FleetFolder results) throws IOException {
        long[] count = new long[1];
        try (AttemptTable table = results.openTable()) {
            table.ask(
                    "SELECT count(DISTINCT clip) FROM attempts WHERE outcome = 'done'",
                    row -> count[0] = row.getLong(1));
        }
        return count[0];
    }

    private FleetState run(FleetFile file, ClipExecutor executor) throws IOException, InterruptedException {
        Recipe recipe = new Recipe(file, "fovea 1", Known.SAME);
        StubWork work = new StubWork(new FleetFolder(file.results()));
        return new FleetRun(
                        file,
                        recipe,
                        work,
                        (_, _) -> {},
                        executor,
                        RemoteFiles.NONE,
                        new FleetProgress(Reporter.SILENT))
                .run(false);
    }

    /** What is timed. */
    private interface Part {
        void run() throws Exception;
    }

    private static void time(String name, Part part) throws Exception {
        long began = System.nanoTime();
        long processorBegan = processorNanos();
        part.run();
        System.out.printf(
                Locale.ROOT,
                "%,d clips, %s: %.1f s, %.1f s of processor time%n",
                CLIPS,
                name,
                (System.nanoTime() - began) / 1e9,
                (processorNanos() - processorBegan) / 1e9);
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
