package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.encode.MovingScene;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.ToyEvaluators;
import org.fovea.evaluate.EvaluatorPair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small renderer on a scene of waves, whose class masks are most of the bytes, at several prices of a byte. */
@Tag("slow")
class PriceTrialsTest implements TestRuns.KeepEachStep {
    private static final int PAIRS = 3;
    private static final long ORIGINAL = 20_000;

    private static final String PROFILE = TestRuns.COMPACT + """
            stages:
              - train: {warmUpSteps: 20, steps: 80, learningRate: 0.01, averaging: 0.95}
              - quantise:
                  training: {steps: 30, learningRate: 0.003, averaging: 0.8}
                  formats: {pointwise: q6, depthwise: q6, head: q6, linear: q6, embedding: q6, bias: q8}
              - masks: {multipliers: [1], effort: fast}
            pack: fast
            """;

    @TempDir
    Path folder;

    private final EvaluatorPair networks = new ToyEvaluators(48, 64);
    private final Profile profile = TestRuns.profile(PROFILE);

    private RunState take(String name, Target target, int most, KillingWatcher watcher, int threads) throws Exception {
        EncodeRun.Inputs inputs = TestRuns.inputs(networks, MovingScene.clip(PAIRS), PAIRS, ORIGINAL, threads);
        try (RunDirectory directory = TestRuns.open(folder.resolve(name), inputs, profile)) {
            return new PriceTrials(directory, watcher, target, most).run(RunState.begin(profile, inputs));
        }
    }

    @Test
    void fewer_bytes_are_had_from_the_same_training_whoever_kills_it() throws Exception {
        KillingWatcher watcher = KillingWatcher.patient();
        RunState first = take("a", Target.ofBytes(1_000_000), 1, watcher, 2);
        long own = first.price().orElseThrow().bytes();
        assertThat(first.price().orElseThrow().reached()).isTrue();
        assertThat(first.price().orElseThrow().trials()).hasSize(1);
        assertThat(watcher.begun()).contains("02-train");

        // Another target goes on from the same training.
        Target target = Target.ofBytes(own * 97 / 100);
        KillingWatcher again = KillingWatcher.patient();
        RunState taken = take("a", target, 4, again, 2);
        assertThat(again.begun())
                .noneMatch(label -> label.contains("train"))
                .anyMatch(label -> label.startsWith("00-at a rate of ") && label.endsWith(", quantise"))
                .anyMatch(label -> label.endsWith(", masks"));
        PriceChoice choice = taken.price().orElseThrow();
        assertThat(choice.reached()).as(choice.why()).isTrue();
        assertThat(choice.bytes()).isLessThanOrEqualTo(own * 97 / 100);
        assertThat(Files.size(taken.archive().orElseThrow())).isEqualTo(choice.bytes());
        assertThat(choice.rate()).isGreaterThan(25);
        assertThat(choice.trials().getFirst().rate()).isEqualTo(25);
        assertThat(again.lines).anyMatch(line -> line.startsWith("trial 2, rate "));
        assertThat(taken.stages().stream().map(FinishedStage::name))
                .containsExactly("look", "train", "quantise", "masks");
        assertThat(folder.resolve("a/target.json")).content().contains("\"kind\" : \"bytes\"", "\"reached\" : true");
        assertThat(folder.resolve("a/metrics.csv")).content().contains(",00-target,2,bytes,");
        assertThat(folder.resolve("a/log.txt")).content().contains(choice.why());

        // A target that no price reaches is told with the nearest archive.
        PriceChoice missed = take("a", Target.ofBytes(20), 2, KillingWatcher.patient(), 2)
                .price()
                .orElseThrow();
        assertThat(missed.reached()).isFalse();
        assertThat(missed.trials()).hasSize(2);
        assertThat(missed.bytes())
                .isEqualTo(missed.trials().stream()
                        .mapToLong(PriceTrial::bytes)
                        .min()
                        .orElseThrow());
        assertThat(missed.why()).startsWith("target of at most 20 bytes not reached: the nearest of 2 trials");

        // Done is done, and a run that is broken off comes to the same bytes.
        assertThat(take("a", target, 4, KillingWatcher.after(0), 1).price().orElseThrow())
                .isEqualTo(choice);
        byte[] bytes = Files.readAllBytes(taken.archive().orElseThrow());
        int killed = 0;
        for (int last = 150; ; last += 150) {
            try {
                RunState same = take("b", target, 4, KillingWatcher.after(last), 1);
                assertThat(same.archive().orElseThrow()).hasBinaryContent(bytes);
                break;
            } catch (KillingWatcher.Killed e) {
                killed++;
            }
        }
        assertThat(killed).isBetween(1, 20);
    }

    @Test
    void only_stages_after_the_training_are_run_again_and_weights_follow_the_price() {
        assertThat(profile.afterTraining()).isEqualTo(profile.stages().subList(1, 3));
        Profile again = profile.again();
        assertThat(again.yaml()).contains("\"rate\" : 1.0");
        assertThat(profile.yaml()).doesNotContain("\"rate\" : 1.0");
        Profile trained = profile.withStages(List.of("train"));
        assertThat(trained.afterTraining()).isEmpty();
        Target target = Target.ofBytes(20);
        assertThrown(
                IllegalArgumentException.class,
                () -> new PriceTrials(null, null, target, 3).run(RunState.begin(trained, null)));
    }
}
