package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.encode.MovingScene;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.ToyEvaluators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the robust track. */
@Tag("slow")
class VideoRunTest implements TestRuns.KeepEachStep {
    private static final int PAIRS = 3;
    private static final String YAML = """
            renderer: {family: filter, members: 1, hidden: 4, dilation1: 1, dilation2: 2}
            stream:
              scale: 0.7
              preset: 12
              crf: 55
            stages:
              - train: {warmUpSteps: 0, steps: 8}
              - quantise:
                  training: {steps: 5}
                  formats: {pointwise: q8/row, bias: q8, linear: q8}
            pack: fast
            """;

    @TempDir
    Path folder;

    private final ToyEvaluators evaluators = new ToyEvaluators(48, 64);

    private byte[] run(String name, String yaml, KillingWatcher watcher, int threads) throws Exception {
        Profile profile = TestRuns.profile(yaml);
        EncodeRun.Inputs inputs = TestRuns.inputs(evaluators, MovingScene.clip(PAIRS), PAIRS, 10_000, threads);
        try (RunDirectory directory = TestRuns.open(folder.resolve(name), inputs, profile)) {
            return Files.readAllBytes(EncodeRun.archive(directory, RunState.begin(profile, inputs), watcher));
        }
    }

    @Test
    void a_run_makes_a_video_then_trains_and_quantises_its_filter() throws Exception {
        KillingWatcher watcher = KillingWatcher.patient();
        byte[] archive = run("a", YAML, watcher, 2);
        assertThat(watcher.events)
                .containsExactly(
                        "begins 01-look",
                        "begins 01-stream",
                        "finished 01-stream",
                        "begins 02-train",
                        "finished 02-train",
                        "begins 03-quantise",
                        "finished 03-quantise");
        VideoContent begun = stage("a/stages/01-stream.zip");
        VideoContent trained = stage("a/stages/02-train.zip");
        VideoContent quantised = ArchiveFile.open(archive).video();
        assertThat(quantised.header().coded().width()).isEqualTo(90);
        assertThat(quantised.header().coded().height()).isEqualTo(68);
        assertThat(quantised.rule().filters()).isTrue();
        // The stages work on the filter alone.
        assertThat(trained.video()).isEqualTo(begun.video());
        assertThat(quantised.video()).isEqualTo(begun.video());
        assertThat(trained.weights()).isNotEqualTo(begun.weights());
        assertThat(quantised.tensors()).allMatch(CodedTensor.class::isInstance);
        assertThat(Files.readAllLines(folder.resolve("a/log.txt")))
                .anyMatch(line -> line.contains("01-stream finished: ") && line.contains("score"));
    }

    private VideoContent stage(String file) throws Exception {
        return ArchiveFile.open(Files.readAllBytes(folder.resolve(file))).video();
    }

    @Test
    void on_any_threads_and_killed_after_any_step_it_comes_to_the_same_archive() throws Exception {
        byte[] wanted = run("whole", YAML, KillingWatcher.patient(), 1);
        assertThat(run("three", YAML, KillingWatcher.patient(), 3)).isEqualTo(wanted);
        assertThat(run("seed", YAML + "seed: 2\n", KillingWatcher.patient(), 2)).isNotEqualTo(wanted);
        for (String end : List.of(
                "begins 01-stream",
                "finished 01-stream",
                "begins 02-train",
                "finished 02-train",
                "begins 03-quantise")) {
            String name = end.replace(' ', '-');
            assertThrown(KillingWatcher.Killed.class, () -> run(name, YAML, KillingWatcher.at(end), 1));
            KillingWatcher again = KillingWatcher.patient();
            assertThat(run(name, YAML, again, 2)).as(end).isEqualTo(wanted);
            assertThat(again.events).doesNotContain("begins 01-look");
            assertThat(again.events.contains("begins 01-stream")).isEqualTo(end.equals("begins 01-stream"));
        }
    }
}
