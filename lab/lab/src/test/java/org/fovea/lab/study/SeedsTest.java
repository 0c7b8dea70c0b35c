package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.codec.FormatException;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.fovea.lab.record.Study;
import org.fovea.lab.round.SeedNoise;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that measure with several seeds. Nothing here but luck makes candidates differ, unless a test says so. */
final class SeedsTest {
    private static final String PLAN = """
            name: seeds
            benchmark: white
            profile: fast/masks
            eta: 1
            parallel: 6
            space:
              masks.minimumRegion: {from: 2, to: 31, step: 1, integer: true}
            rungs: [{pairs: all}]
            """;

    @TempDir
    private Path folder;

    private static List<Round> rounds(SimulatedLab lab, Numbered<Study> study) {
        return lab.ledger.rounds(study.key()).stream().map(Numbered::record).toList();
    }

    private static double promoted(SimulatedLab lab, Numbered<Study> study) {
        List<Round> rounds = rounds(lab, study);
        return rounds.stream()
                        .filter(round -> round.decision() == Decision.PROMOTE)
                        .count()
                / (double) rounds.size();
    }

    private SimulatedLab lab(double noise) {
        SimulatedLab lab = new SimulatedLab(folder, 40, (_, _, _) -> 1);
        lab.noise = noise;
        return lab;
    }

    @Test
    void one_seed_is_what_it_was() {
        try (SimulatedLab lab = lab(0.02)) {
            Numbered<Study> study = lab.start(PLAN);
            lab.work();
            assertThat(lab.made).allMatch(experiment -> experiment.replaced().isEmpty());
            assertThat(rounds(lab, study)).hasSize(30).allSatisfy(round -> {
                assertThat(round.seeds()).isEmpty();
                assertThat(round.bar()).isZero();
                assertThat(round.low()).isEqualTo(round.high());
            });
            assertThat(lab.ledger.spreads()).isEmpty();
            assertThat(study.record().plan()).doesNotContain("seeds:");
        }
    }

    @Tag("slow")
    @Test
    void the_bar_of_the_noise_holds_back_what_one_seed_would_promote() {
        double alone = 0;
        double together = 0;
        int labs = 4;
        for (int i = 0; i < labs; i++) {
            // Each lab draws its floor anew: what the floor's own luck does is part of the error.
            String plan = PLAN + "set: {seed: " + (10 + 100 * i) + "}\n";
            alone += promoted(plan, OptionalInt.empty()) / labs;
            together += promoted(plan, OptionalInt.of(3)) / labs;
        }
        assertThat(alone).isGreaterThan(0.15); // none of them is better: every one is a mistake
        assertThat(together).isLessThan(alone / 2);
    }

    private double promoted(String plan, OptionalInt seeds) {
        try (SimulatedLab lab = lab(0.02)) {
            Numbered<Study> study = lab.start(plan, seeds);
            lab.work();
            return promoted(lab, study);
        }
    }

    @Test
    void means_are_compared_and_the_noise_is_recorded() {
        try (SimulatedLab lab = lab(0.02)) {
            Numbered<Study> study = lab.start(PLAN.replace("to: 31", "to: 5"), OptionalInt.of(3));
            assertThat(study.record().plan()).contains("seeds: 3");
            lab.work();
            assertThat(lab.made).hasSize(5 * 3); // four candidates and the floor
            assertThat(new HashSet<>(lab.made)).hasSize(15);
            List<Round> rounds = rounds(lab, study);
            assertThat(rounds).hasSize(4);
            for (Round round : rounds) {
                Round.Seeds seeds = round.seeds().orElseThrow();
                List<Run> floors = runs(lab, seeds.floorRuns());
                List<Run> candidates = runs(lab, seeds.candidateRuns());
                assertThat(floors).hasSize(3);
                assertThat(candidates).hasSize(3);
                assertThat(seeds.candidateRuns().getFirst()).isEqualTo(round.candidateRun());
                assertThat(candidates.getFirst().whole()).isTrue();
                assertThat(candidates.subList(1, 3)).noneMatch(Run::whole); // never the floor
                assertThat(round.gain()).isCloseTo(mean(floors) - mean(candidates), within(1e-12));
                assertThat(round.bar()).isCloseTo(SeedNoise.usualBar(floors), within(1e-12));
                assertThat(round.low()).isLessThan(round.gain());
                assertThat(round.high()).isGreaterThan(round.gain());
                assertThat(round.gainInNoise().orElseThrow())
                        .isCloseTo(round.gain() / seeds.deviation(), within(1e-12));
                Spread spread =
                        lab.ledger.spreads().get(candidates.getFirst().job().orElseThrow());
                assertThat(spread.seeds()).isEqualTo(3);
                assertThat(spread.mean()).isCloseTo(mean(candidates), within(1e-12));
            }
        }
    }

    @Test
    void what_is_better_than_the_noise_is_promoted() {
        SimulatedLab.Truth truth = (candidate, _, _) -> candidate.family().equals("base") ? 1 : 0.7;
        try (SimulatedLab lab = new SimulatedLab(folder, 40, truth)) {
            lab.noise = 0.01;
            Numbered<Study> study = lab.start(
                    PLAN.replace("to: 31", "to: 5").replace("[{pairs: all}]", "[{pairs: 8}, {pairs: all}]"),
                    OptionalInt.of(3));
            lab.work();
            assertThat(rounds(lab, study).stream().filter(round -> round.rung() == 1))
                    .hasSize(4)
                    .allMatch(round -> round.decision() == Decision.PROMOTE);
            // A round of eight pairs is judged by the bar of all pairs, so it waits for the floor's runs there.
            Set<Double> bars = new HashSet<>();
            rounds(lab, study).forEach(round -> bars.add(round.bar()));
            assertThat(bars).hasSize(1);
        }
    }

    @Test
    void a_candidate_is_not_judged_while_a_seed_is_missing() {
        try (SimulatedLab lab = lab(0.02)) {
            Numbered<Study> study = lab.start(PLAN.replace("to: 31", "to: 3"), OptionalInt.of(2));
            List<Integer> judged = new ArrayList<>();
            while (lab.step(SimulatedLab.URGENT_FIRST)) {
                judged.add(rounds(lab, study).size());
            }
            assertThat(judged)
                    .as("two runs of the floor, two of each candidate")
                    .hasSize(6);
            assertThat(judged.subList(0, 3)).containsOnly(0);
            assertThat(judged.getLast()).isEqualTo(2);
        }
    }

    @Test
    void a_started_study_keeps_its_seeds_whatever_the_lab_says_later() {
        try (SimulatedLab lab = lab(0.02)) {
            Numbered<Study> study = lab.start(PLAN.replace("to: 31", "to: 3"), OptionalInt.of(3));
            assertThat(lab.start(PLAN.replace("to: 31", "to: 3"), OptionalInt.of(5))
                            .key())
                    .isEqualTo(study.key());
            assertThat(lab.start(PLAN.replace("to: 31", "to: 3")).key()).isEqualTo(study.key());
        }
    }

    @Test
    void a_study_of_seeds_is_not_repeated_with_others() {
        assertThrown(
                FormatException.class,
                () -> StudyPlan.parse(PLAN.replace("masks.minimumRegion", "seed") + "seeds: 2\n"),
                "sets the seed itself");
        assertThat(StudyPlan.parse(PLAN + "seeds: 4\n").seedCount()).isEqualTo(4);
    }

    @Test
    void repetitions_know_what_they_repeat() {
        try (SimulatedLab lab = lab(0.02)) {
            lab.start(PLAN.replace("to: 31", "to: 3"), OptionalInt.of(3));
            lab.work();
            Experiment own = lab.made.stream()
                    .filter(experiment -> experiment.replaced().isEmpty())
                    .findFirst()
                    .orElseThrow();
            Candidate candidate = lab.ledger
                    .find(Candidate.class, own.candidate())
                    .orElseThrow()
                    .record();
            List<Experiment> all = own.withSeeds(candidate, 3);
            assertThat(all).extracting(each -> each.original().hash()).containsOnly(own.hash());
            assertThat(all.get(1).replaced()).containsOnlyKeys("seed");
            List<RunRow> rows = lab.ledger.runs(RunQuery.all().ofSeries(own.hash()));
            assertThat(rows).hasSize(3);
            assertThat(rows.getFirst().series()).isEmpty();
            assertThat(rows.subList(1, 3))
                    .allSatisfy(row -> assertThat(row.seriesKey()).contains(own.hash()));
        }
    }

    private static List<Run> runs(SimulatedLab lab, List<String> keys) {
        return keys.stream()
                .map(key -> lab.ledger.find(Run.class, key).orElseThrow().record())
                .toList();
    }

    private static double mean(List<Run> runs) {
        return runs.stream().mapToDouble(Run::score).average().orElseThrow();
    }

    @Test
    void a_judge_asks_the_ledger_for_each_candidate_once() {
        try (SimulatedLab lab = lab(0)) {
            Numbered<Study> study = lab.start(PLAN);
            lab.work();
            AtomicInteger asked = new AtomicInteger();
            Ledger counting = new CountingLedger(lab.database, asked);
            StudyJudge fresh = new StudyJudge(_ -> List.of(), _ -> List.of(), StudyJudge.Allowance.ALL);
            fresh.begin(counting, study);
            assertThat(asked.get()).isGreaterThanOrEqualTo(30); // all of its candidates
            int first = asked.getAndSet(0);
            fresh.begin(counting, study);
            assertThat(asked.get()).isLessThanOrEqualTo(3).isLessThan(first); // the base and the floor
        }
    }

    /** Counts the candidates that are looked up. */
    private static final class CountingLedger extends Ledger {
        private final AtomicInteger asked;

        CountingLedger(LabDatabase database, AtomicInteger asked) {
            super(database);
            this.asked = asked;
        }

        @Override
        public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, String key) {
            if (type == Candidate.class) {
                asked.incrementAndGet();
            }
            return super.find(type, key);
        }
    }
}
