package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.io.Sha256;
import org.fovea.testkit.powercut.PowerCutException;
import org.fovea.testkit.powercut.PowerCutFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails at every change of a run's folder: what a checkpoint or a stage was promised is there afterwards, and
 * the run goes on to the same end.
 */
class PowerCutTest {
    private static final RunIdentity IDENTITY = new RunIdentity("clip", 0, 8, 1000, "networks", "profile", "");
    private static final List<String> STAGES = List.of("1-look", "2-train", "3-quantise");
    private static final int STEPS = 3;

    /** Stages that are finished and steps of the next, as far as the run was told that they are kept. */
    private int promised;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void at_most_what_was_not_kept_yet_is_lost_and_the_run_goes_on(boolean names) throws IOException {
        PowerCutFiles whole = PowerCutFiles.empty();
        run(whole);
        assertThat(whole.changes()).isGreaterThan(100);
        for (long cut = 0; cut < whole.changes(); cut++) {
            PowerCutFiles files = PowerCutFiles.empty();
            files.cutBefore(cut);
            promised = 0;
            try {
                run(files);
                throw new AssertionError("no power cut before change " + cut);
            } catch (PowerCutException e) {
                PowerCutFiles after = files.afterCut(names);
                try (RunDirectory run = open(after)) {
                    assertThat(kept(run)).as("cut before change %d", cut).isGreaterThanOrEqualTo(promised);
                }
                run(after);
                try (RunDirectory run = open(after)) {
                    assertThat(run.finished()).extracting(FinishedStage::label).isEqualTo(STAGES);
                    for (FinishedStage stage : run.finished()) {
                        assertThat(run.archiveBytes(stage)).isEqualTo(archive(stage.label()));
                    }
                }
            }
        }
    }

    private static RunDirectory open(PowerCutFiles files) throws IOException {
        Path folder = files.path("/work/runs/one");
        return RunDirectory.open(folder, IDENTITY, RunDirectory.Start.RESUME);
    }

    private void run(PowerCutFiles files) throws IOException {
        try (RunDirectory run = open(files)) {
            for (String label : STAGES.subList(run.finished().size(), STAGES.size())) {
                FileCheckpoint checkpoint = run.checkpoint(label, label);
                for (int step = steps(checkpoint) + 1; step <= STEPS; step++) {
                    run.log().line(label + " " + step);
                    checkpoint.save(ByteBuffer.allocate(4).putInt(step).array());
                    promised = run.finished().size() * (STEPS + 1) + step;
                }
                byte[] archive = archive(label);
                run.finish(new FinishedStage(label, archive.length, Sha256.of(archive), 1, Optional.empty()), archive);
                promised = run.finished().size() * (STEPS + 1);
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
