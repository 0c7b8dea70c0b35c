package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.codec.io.Sha256;
import org.fovea.testkit.powercut.DiskTrace;
import org.fovea.testkit.powercut.DiskTrace.Kept;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails at every change of a run's folder: what a checkpoint or a stage was promised is there afterwards, and
 * the run goes on to the same end.
 */
@Tag("slow")
class PowerCutTest {
    private static final RunIdentity IDENTITY = new RunIdentity("clip", 0, 8, 1000, "networks", "profile", "");
    private static final List<String> STAGES = List.of("1-look", "2-train", "3-quantise");
    private static final int STEPS = 3;

    /** After every so many cuts the run is finished, which forces files some fifty times. */
    private static final int FULL_RUNS = 7;

    @TempDir
    private Path temporary;

    /** Does a run and prints a line for each step and stage that is kept. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            run(Path.of(arguments[0]), System.out::println);
        }
    }

    @Test
    void at_most_what_was_not_kept_yet_is_lost_and_the_run_goes_on() throws Exception {
        assumeTrue(DiskTrace.works(), "strace does not work here");
        Path base = temporary.toRealPath();
        Path work = Files.createDirectory(base.resolve("work"));
        DiskTrace trace = DiskTrace.ofMain(work, Writer.class, work.toString());
        assertThat(trace.changes()).isGreaterThan(100);
        assertThat(trace.lines(trace.changes())).isEqualTo(STAGES.size() * (STEPS + 1));
        for (int cut = 0; cut <= trace.changes(); cut++) {
            for (Kept kept : Kept.values()) {
                Path after = base.resolve(cut + "-" + kept);
                trace.restore(cut, kept, after);
                try (RunDirectory run = open(after)) {
                    assertThat(kept(run))
                            .as("cut before change %d, kept %s", cut, kept)
                            .isGreaterThanOrEqualTo(trace.lines(cut));
                }
                if (cut % FULL_RUNS != 0) {
                    continue;
                }
                run(after, line -> {});
                try (RunDirectory run = open(after)) {
                    assertThat(run.finished()).extracting(FinishedStage::label).isEqualTo(STAGES);
                    for (FinishedStage stage : run.finished()) {
                        assertThat(run.archiveBytes(stage)).isEqualTo(archive(stage.label()));
                    }
                }
            }
        }
    }

    private static RunDirectory open(Path folder) throws IOException {
        return RunDirectory.open(folder.resolve("runs").resolve("one"), IDENTITY, RunDirectory.Start.RESUME);
    }

    private static void run(Path folder, Consumer<String> kept) throws IOException {
        try (RunDirectory run = open(folder)) {
            for (String label : STAGES.subList(run.finished().size(), STAGES.size())) {
                FileCheckpoint checkpoint = run.checkpoint(label, label);
                for (int step = steps(checkpoint) + 1; step <= STEPS; step++) {
                    run.log().line(label + " " + step);
                    checkpoint.save(ByteBuffer.allocate(4).putInt(step).array());
                    kept.accept(label + " " + step);
                }
                byte[] archive = archive(label);
                run.finish(new FinishedStage(label, archive.length, Sha256.of(archive), 1, Optional.empty()), archive);
                kept.accept(label);
            }
        }
    }

    private static int kept(RunDirectory run) throws IOException {
        int finished = run.finished().size();
        for (FinishedStage stage : run.finished()) {
            run.archiveBytes(stage);
        }
        return finished * (STEPS + 1)
                + (finished < STAGES.size() ? steps(run.checkpoint(STAGES.get(finished), STAGES.get(finished))) : 0);
    }

    private static int steps(FileCheckpoint checkpoint) throws IOException {
        return checkpoint.load().map(bytes -> ByteBuffer.wrap(bytes).getInt()).orElse(0);
    }

    private static byte[] archive(String label) {
        return ("archive of " + label).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
