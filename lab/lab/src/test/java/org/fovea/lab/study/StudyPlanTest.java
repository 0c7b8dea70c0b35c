package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.codec.FormatException;
import org.fovea.lab.Records;
import org.fovea.lab.record.Run.Built;
import org.junit.jupiter.api.Test;

final class StudyPlanTest {
    private static final String PLAN = """
            name: masks and poses
            benchmark: white
            profile: fast/masks
            set: {seed: 3, masks.multipliers: [1.5, 2]}
            gradients: checked
            families: {masks: masks, poses: poses}
            space:
              masks.minimumRegion: {values: [4, 6, 8]}
              poses.rounds: {from: 1, to: 5, integer: true}
              train.learningRate: {from: 0.001, to: 0.016, step: 2, log: true}
            sampler: tpe
            candidates: 40
            budget: {runs: 100, hours: 1.5, bytes: 5_000_000}
            rungs:
              - {pairs: 8, set: {train.steps: 300}}
              - {pairs: 24, built: clip}
              - pairs: all
            bar: 0.0005
            errors: {kill: 0.02, promote: 0.1}
            eta: 4
            strata: 6
            seed: 11
            priority: 5
            parallel: 3
            """;

    @Test
    void every_key_is_read() {
        StudyPlan plan = StudyPlan.parse(PLAN);
        assertThat(plan.name()).isEqualTo("masks and poses");
        assertThat(plan.set()).isEqualTo(Map.of("seed", "3", "masks.multipliers", "[1.5, 2]"));
        assertThat(plan.space().dimensions().keySet())
                .containsExactly("masks.minimumRegion", "poses.rounds", "train.learningRate");
        assertThat(plan.space().grid().orElseThrow()).hasSize(3 * 5 * 5);
        assertThat(plan.rungs())
                .containsExactly(
                        new Rung(OptionalInt.of(8), Map.of("train.steps", "300"), Built.SUBSET),
                        new Rung(OptionalInt.of(24), Map.of(), Built.CLIP),
                        new Rung(OptionalInt.empty(), Map.of(), Built.CLIP));
        assertThat(plan.budget().runs()).hasValue(100);
        assertThat(plan.budget().hours()).hasValue(1.5);
        assertThat(plan.budget().bytes()).hasValue(5_000_000);
        assertThat(plan.candidates()).hasValue(40);
        assertThat(plan.rule(9).killError()).isEqualTo(0.02);
        assertThat(plan.rule(9).promoteError()).isEqualTo(0.1);
        assertThat(plan.rule(9).looks()).isEqualTo(2);
        assertThat(plan.rule(9).bar()).isEqualTo(0.0005);
        assertThat(List.of(plan.eta(), plan.strata(), plan.priority(), plan.parallel()))
                .containsExactly(4, 6, 5, 3);
        assertThat(plan.seed()).isEqualTo(11);
        assertThat(plan.gradients()).isEqualTo("checked");
        assertThat(StudyPlan.parse(PLAN)).isEqualTo(plan);
    }

    @Test
    void what_is_left_out_is_usual() {
        StudyPlan plan = StudyPlan.parse("""
                name: a
                benchmark: white
                profile: fast/masks
                space: {masks.minimumRegion: [4, 6], masks.multipliers: [[], [1.5]]}
                rungs: [{pairs: all}]
                level: 0.9
                """);
        assertThat(plan.sampler()).isEqualTo(StudyPlan.SamplerKind.GRID);
        assertThat(plan.space().dimensions().get("masks.multipliers").values()).contains(List.of("[]", "[1.5]"));
        assertThat(plan.gradients()).isEqualTo("unchecked");
        assertThat(plan.rule(9).killError()).isEqualTo((1 - 0.9) / 2);
        assertThat(plan.rule(9).looks()).isEqualTo(1);
        assertThat(plan.eta()).isEqualTo(3);
        assertThat(plan.strata()).isEqualTo(4);
        assertThat(plan.parallel()).isEqualTo(2);
        assertThat(plan.candidates()).isEmpty();
        assertThat(plan.init()).isEqualTo(Optional.empty());
    }

    @Test
    void mistakes_are_told_with_key_and_line() {
        wrong("benchmark: white", "benchmrak: white", "benchmark");
        wrong("parallel: 3", "parallel: none", "parallel", "line 24", "none");
        wrong("parallel: 3", "paralell: 3", "paralell", "line 24");
        wrong("{pairs: 24, built: clip}", "{pairs: 8}", "rungs[1]", "rising");
        wrong("- pairs: all", "- {pairs: all, set: {seed: 4}}", "leave out 'set'");
        wrong("{pairs: 24, built: clip}", "{pairs: 24, built: parts}", "subset, clip");
        wrong("values: [4, 6, 8]", "values: [4, 4]", "masks.minimumRegion", "each once");
        wrong("from: 1, to: 5", "from: 5, to: 1", "poses.rounds", "line 9");
        wrong("poses.rounds:", "poses rounds:", "poses rounds");
        wrong("kill: 0.02", "kill: 0.7", "errors.kill", "0.5");
        wrong("errors: {kill", "level: 0.9\nerrors: {kill", "keep one");
        wrong("sampler: tpe", "sampler: tpe\none_at_a_time: true", "tpe combines");
        wrong("sampler: tpe", "sampler: bayes", "grid, random, tpe");
        wrong("step: 2, log: true", "step: 0.5, log: true", "factor above 1");
        wrong("{values: [4, 6, 8]}", "{values: [4, 6, 8]}\n  masks[1].minimumRegion: [4]", "all stages");
        wrong("gradients: checked", "gradients: maybe", "unchecked");
        wrong("seed: 11", "seed: 11\ndrawn: {base: abc, strata: position, subsets: []}", "drawn.base");
    }

    @Test
    void a_grid_needs_an_end_and_other_samplers_a_number() {
        String endless = PLAN.replace("from: 1, to: 5, integer: true", "from: 1, to: 5");
        assertThrown(
                FormatException.class,
                () -> StudyPlan.parse(endless.replace("sampler: tpe", "sampler: grid")),
                "poses.rounds");
        assertThrown(
                FormatException.class, () -> StudyPlan.parse(endless.replace("candidates: 40\n", "")), "candidates");
        assertThat(StudyPlan.parse(endless).samplerOf()).isInstanceOf(TpeSampler.class);
    }

    private static void wrong(String replace, String by, String... parts) {
        String text = PLAN.replace(replace, by);
        assertThat(text).isNotEqualTo(PLAN);
        assertThatThrownBy(() -> StudyPlan.parse(text))
                .as(by)
                .isInstanceOf(FormatException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("line ");
    }

    @Test
    void what_a_plan_repeats_is_read() {
        StudyPlan plan = StudyPlan.parse(PLAN + "init: " + Records.hash("init") + "\ndespite: 'a: \"reason\"'\n"
                + "drawn: {base: " + Records.hash("base")
                + ", strata: position, subsets: ['0..7 of 110', '0..23 of 110', '0..109 of 110']}\n");
        assertThat(plan.init()).contains(Records.hash("init"));
        assertThat(plan.despite()).contains("a: \"reason\"");
        assertThat(plan.drawn().orElseThrow().subsets()).hasSize(3);
    }
}
