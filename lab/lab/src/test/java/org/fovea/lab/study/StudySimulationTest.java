package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.lab.Records;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.round.Strata;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.verdict.DeadEnds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class StudySimulationTest {
    /** Sixty candidates of five families. */
    private static final String SIXTY = """
            name: sixty
            benchmark: white
            profile: fast/masks
            sampler: random
            candidates: 60
            parallel: 4
            space:
              masks.minimumRegion: {values: [2, 4, 6, 12]}
              renderer.channels: {values: [8, 10, 14]}
              poses.rounds: {from: 1, to: 5, integer: true}
              train.learningRate: {from: 0.002, to: 0.03, log: true}
              quantise.training.steps: {values: [400, 800, 1600]}
            rungs: [{pairs: 8}, {pairs: 24}, {pairs: all}]
            """;

    private static final String STAR = """
            name: star
            benchmark: white
            profile: fast/masks
            one_at_a_time: true
            space:
              masks.minimumRegion: {from: 2, to: 16, step: 2, integer: true}
              renderer.channels: [8, 10, 14]
            rungs: [{pairs: 8}, {pairs: all}]
            """;

    @TempDir
    private Path folder;

    private static String value(Candidate candidate, String path) {
        return new Settings(candidate.recipe()).values(path).getFirst();
    }

    /** How much of every cost a candidate saves, known beforehand: −10 % to 10 %. */
    private static double saving(Candidate candidate) {
        double region = 0.03 * (Double.parseDouble(value(candidate, "masks.minimumRegion")) > 5 ? 1 : -1);
        double channels = 0.02 * (Double.parseDouble(value(candidate, "renderer.channels")) - 10) / 4;
        double rate = -0.08 * Math.abs(Math.log10(Double.parseDouble(value(candidate, "train.learningRate")) / 0.01));
        double rounds = 0.01 * (Double.parseDouble(value(candidate, "poses.rounds")) - 3);
        return region + channels + rate + rounds;
    }

    private SimulatedLab noisyLab(double noise) {
        return new SimulatedLab(
                folder,
                110,
                (candidate, _, lot) ->
                        candidate.family().equals("base") ? 1 : 1 - saving(candidate) + noise * lot.normal());
    }

    private static Run run(SimulatedLab lab, String key) {
        return lab.ledger.find(Run.class, key).orElseThrow().record();
    }

    private static Candidate candidate(SimulatedLab lab, String key) {
        return lab.ledger.find(Candidate.class, key).orElseThrow().record();
    }

    private static List<Round> rounds(SimulatedLab lab, Numbered<Study> study) {
        return lab.ledger.rounds(study.key()).stream().map(Numbered::record).toList();
    }

    @Test
    void of_sixty_candidates_no_bad_one_is_promoted_on_all_pairs_and_the_best_is_found() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> study = lab.start(SIXTY);
            lab.work();
            List<Round> rounds = rounds(lab, study);
            Set<String> tried = rounds.stream().map(Round::candidate).collect(Collectors.toSet());
            assertThat(tried).hasSize(60);
            Set<String> promoted = rounds.stream()
                    .filter(round -> round.rung() == 2 && round.decision() == Decision.PROMOTE)
                    .map(Round::candidate)
                    .collect(Collectors.toSet());
            Run floor = run(
                    lab,
                    lab.ledger.runs(RunQuery.all().ofCandidate(base(lab, study))).stream()
                            .filter(RunRow::whole)
                            .findFirst()
                            .orElseThrow()
                            .key());
            double bestGain = Double.NEGATIVE_INFINITY;
            String best = "";
            int good = 0;
            int killedGood = 0;
            for (String key : tried) {
                Run all = lab.measure(new Experiment(
                        lab.benchmark.key(), key, Optional.empty(), 0, Map.of(), Subset.all(110), Run.Built.CLIP, 0));
                double gain = floor.score() - all.score();
                assertThat(promoted.contains(key) && gain <= 0).isFalse();
                if (gain > 0) {
                    good++;
                    killedGood += rounds.stream()
                                    .anyMatch(
                                            round -> round.candidate().equals(key) && round.decision() == Decision.KILL)
                            ? 1
                            : 0;
                }
                if (gain > bestGain) {
                    bestGain = gain;
                    best = key;
                }
            }
            long whole = lab.made.stream().filter(one -> one.subset().whole()).count();
            assertThat(promoted).contains(best).hasSizeGreaterThan(good / 2);
            assertThat(killedGood).isLessThanOrEqualTo(good / 10);
            assertThat(whole).isLessThan(45);
            assertThat(lab.ledger.floor(lab.benchmark.key())).isEmpty();
            rejectionsHaveReasons(lab);
        }
    }

    private static void rejectionsHaveReasons(SimulatedLab lab) {
        List<Numbered<Judgement>> judgements = lab.ledger.all(Judgement.class);
        assertThat(judgements).isNotEmpty().allSatisfy(judgement -> {
            assertThat(judgement.record().verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(judgement.record().about()).isEqualTo(RecordKind.RUN);
            assertThat(judgement.record().evidence())
                    .hasSize(2)
                    .contains(judgement.record().subject());
            assertThat(judgement.record().preconditions())
                    .containsKeys("code", "evaluators", "clip", "subset", "base")
                    .containsEntry("gradients", "unchecked");
            assertThat(judgement.record().reason()).contains("pairs", "provisional floor fast/masks");
        });
        Set<String> killed = lab.ledger.all(Round.class).stream()
                .filter(round -> round.record().decision() == Decision.KILL)
                .map(round -> round.record().candidateRun())
                .collect(Collectors.toSet());
        assertThat(judgements.stream().map(judgement -> judgement.record().subject()))
                .containsExactlyInAnyOrderElementsOf(killed);
    }

    private static String base(SimulatedLab lab, Numbered<Study> study) {
        return StudyContext.of(
                        lab.ledger, lab.ledger.find(Study.class, study.key()).orElseThrow())
                .base()
                .key();
    }

    /** Before: eight-sample wins fell apart on 600. */
    @Test
    void a_candidate_that_wins_on_eight_lucky_pairs_and_loses_on_all_never_becomes_the_floor() {
        Set<Integer> lucky = new HashSet<>();
        try (SimulatedLab lab = new SimulatedLab(
                folder,
                600,
                (candidate, pair, _) -> candidate.family().equals("base") ? 1 : lucky.contains(pair) ? 0.5 : 1.02)) {
            Numbered<Study> study =
                    lab.start(STAR.replace("{pairs: 8}, {pairs: all}", "{pairs: 8}, {pairs: 24}, {pairs: all}"));
            lucky.addAll(StudyContext.of(lab.ledger, study)
                    .drawn()
                    .subsets()
                    .getFirst()
                    .pairs());
            lab.work();
            List<Round> rounds = rounds(lab, study);
            assertThat(rounds.stream().filter(round -> round.rung() == 0))
                    .isNotEmpty()
                    .allMatch(round -> round.decision() == Decision.PROMOTE);
            assertThat(rounds.stream().filter(round -> round.rung() == 2))
                    .allMatch(round -> round.decision() == Decision.KILL);
            assertThat(lab.ledger.floor(lab.benchmark.key())).isEmpty();
            Round win = rounds.stream()
                    .filter(round -> round.rung() == 0)
                    .findFirst()
                    .orElseThrow();
            assertThrown(LedgerException.class, () -> promote(lab, win.candidateRun()), "whole clip");
            assertThat(lab.ledger.floor(lab.benchmark.key())).isEmpty();
        }
    }

    private static void promote(SimulatedLab lab, String run) {
        lab.ledger.add(Records.judgement(Verdict.PROMOTED, RecordKind.RUN, run, lab.benchmark.key())
                .evidence(List.of(run))
                .review(Optional.of("looked at it"))
                .build());
    }

    @Test
    void judging_a_run_again_changes_nothing() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> study = lab.start(SIXTY.replace("candidates: 60", "candidates: 12"));
            while (lab.step(SimulatedLab.URGENT_FIRST)) {
                Experiment last = lab.made.getLast();
                Numbered<Run> run = lab.ledger.runOfJob(last.hash()).orElseThrow();
                long before = records(lab);
                assertThat(lab.judge.judge(lab.ledger, last, run)).isEmpty();
                assertThat(records(lab)).isEqualTo(before);
            }
            long before = records(lab);
            lab.start(SIXTY.replace("candidates: 60", "candidates: 12"));
            assertThat(records(lab)).isEqualTo(before);
            assertThat(lab.waiting()).isZero();
            assertThrown(LedgerException.class, () -> lab.start(SIXTY), "another plan");
            assertThat(rounds(lab, study).stream().map(Round::candidate).distinct())
                    .hasSize(12);
        }
    }

    private static long records(SimulatedLab lab) {
        long sum = 0;
        for (RecordKind kind : RecordKind.values()) {
            sum += lab.ledger.count(kind);
        }
        return sum;
    }

    @Test
    void a_candidate_that_is_measured_before_the_floor_is_judged_when_the_floor_arrives() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> study = lab.start(STAR);
            Comparator<Wanted> floorLast = SimulatedLab.URGENT_FIRST.reversed();
            lab.step(floorLast);
            assertThat(rounds(lab, study)).isEmpty();
            while (lab.step(floorLast)) {
                // on
            }
            assertThat(rounds(lab, study).stream().map(Round::candidate).distinct())
                    .hasSize(8 + 3);
        }
    }

    @Test
    void subsets_follow_difficulty_once_the_base_was_measured_on_all_pairs() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> first = lab.start(STAR);
            assertThat(StudyContext.of(lab.ledger, first).drawn().strata()).isEqualTo(Strata.Basis.POSITION);
            lab.work();
            Numbered<Study> second = lab.start(STAR.replace("name: star", "name: again\nseed: 2"));
            StudyPlan.Drawn drawn = StudyContext.of(lab.ledger, second).drawn();
            assertThat(drawn.strata()).isEqualTo(Strata.Basis.DIFFICULTY);
            assertThat(drawn.subsets()).hasSize(2);
            Numbered<Study> braces = lab.start(
                    "{\"name\": \"json\", \"benchmark\": \"white\", \"profile\": \"fast/masks\", \"space\": {\"seed\": "
                            + "[5]}, \"rungs\": [{\"pairs\": 8}]}");
            assertThat(StudyContext.of(lab.ledger, braces)
                            .drawn()
                            .subsets()
                            .getFirst()
                            .size())
                    .isEqualTo(8);
        }
    }

    @Test
    void what_another_study_has_measured_is_not_measured_again_but_judged() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> first = lab.start(STAR);
            Numbered<Study> second = lab.start(STAR.replace("name: star", "name: twin"));
            lab.work();
            assertThat(lab.made.stream().map(Experiment::hash).distinct()).hasSize(lab.made.size());
            Set<String> one = rounds(lab, first).stream().map(Round::candidate).collect(Collectors.toSet());
            Set<String> other =
                    rounds(lab, second).stream().map(Round::candidate).collect(Collectors.toSet());
            assertThat(other).isEqualTo(one).hasSize(8 + 3);
        }
    }

    @Test
    void later_rounds_are_against_the_new_floor() {
        try (SimulatedLab lab = noisyLab(0.02)) {
            Numbered<Study> study = lab.start(SIXTY);
            Optional<Round> winner = Optional.empty();
            while (winner.isEmpty() && lab.step(SimulatedLab.URGENT_FIRST)) {
                winner = rounds(lab, study).stream()
                        .filter(round -> round.rung() == 2 && round.decision() == Decision.PROMOTE)
                        .findFirst();
            }
            int before = rounds(lab, study).size();
            promote(lab, winner.orElseThrow().candidateRun());
            lab.work();
            List<Round> after = rounds(lab, study);
            String floor = winner.get().candidate();
            assertThat(after.subList(before, after.size()))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(round ->
                            assertThat(run(lab, round.floorRun()).candidate()).isEqualTo(floor));
            assertThat(lab.ledger
                            .floor(lab.benchmark.key())
                            .orElseThrow()
                            .record()
                            .candidate())
                    .isEqualTo(floor);
        }
    }

    @Test
    void a_budget_is_not_exceeded() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            lab.start(SIXTY + "budget: {runs: 20}\n");
            lab.work();
            assertThat(lab.made).hasSizeBetween(18, 20);
        }
        try (SimulatedLab lab = noisyLab(0.08)) {
            lab.start(SIXTY + "budget: {hours: 0.5}\n");
            lab.work();
            assertThat(lab.made).hasSizeBetween(30, 34); // a minute each, four at once
        }
        try (SimulatedLab lab = noisyLab(0.08)) {
            lab.start(SIXTY + "budget: {bytes: 30000}\n");
            lab.work();
            long bytes = lab.ledger.runs(RunQuery.all()).stream()
                    .mapToLong(RunRow::bytes)
                    .sum();
            assertThat(bytes).isBetween(30_000L, 70_000L);
        }
    }

    @Test
    void a_dead_end_stops_candidates_unless_there_is_a_reason() {
        try (SimulatedLab lab = new SimulatedLab(
                folder,
                110,
                (candidate, _, lot) -> candidate.family().equals("masks") ? 1.2 + 0.01 * lot.normal() : 1)) {
            Numbered<Study> study = lab.start(STAR);
            lab.work();
            assertThat(lab.ledger.all(DeadEnd.class)).isEmpty();
            List<Round> rejected = rounds(lab, study).stream()
                    .filter(round -> round.decision() == Round.Decision.KILL)
                    .toList();
            String run = rejected.getFirst().candidateRun();
            lab.ledger.add(Records.deadEnd(lab.benchmark.key(), "masks", run)
                    .region(Map.of("masks.minimumRegion", "2..16"))
                    .preconditions(
                            lab.ledger.judgements(run).getFirst().record().preconditions())
                    .build());

            Numbered<Study> next =
                    lab.start(STAR.replace("name: star", "name: next").replace("step: 2", "step: 1"));
            lab.work();
            Set<String> families = rounds(lab, next).stream()
                    .map(round -> candidate(lab, round.candidate()))
                    .map(Candidate::family)
                    .collect(Collectors.toSet());
            assertThat(families).containsExactly("renderer");
            Numbered<Study> despite =
                    lab.start(STAR.replace("name: star", "name: despite\ndespite: the coder is another one now")
                            .replace("step: 2", "step: 1"));
            lab.work();
            Candidate seven = rounds(lab, despite).stream()
                    .map(round -> candidate(lab, round.candidate()))
                    .filter(candidate -> candidate.label().equals("masks.minimumRegion=7"))
                    .findFirst()
                    .orElseThrow();
            assertThat(seven.despite()).contains("the coder is another one now");
            DeadEnds.check(lab.ledger, seven, lab.benchmark.record());
        }
    }

    @Test
    void what_fails_for_good_is_not_asked_for_again_and_the_study_goes_on() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> study = lab.start(STAR);
            Experiment broken = anyOpen(lab, study).orElseThrow();
            int waiting = lab.waiting();
            lab.fail(broken);
            assertThat(lab.waiting()).as("another one in its place").isEqualTo(waiting);
            lab.work();
            assertThat(lab.made).doesNotContain(broken);
            assertThat(rounds(lab, study).stream().map(Round::candidate).distinct())
                    .hasSize(8 + 3 - 1)
                    .doesNotContain(broken.candidate());
        }
    }

    @Test
    void a_study_whose_every_candidate_fails_stops_after_some_of_them() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> study = lab.start(SIXTY);
            int failures = 0;
            while (anyOpen(lab, study).isPresent()) {
                lab.fail(anyOpen(lab, study).get());
                failures++;
            }
            assertThat(failures).isBetween(6, 12);
        }
    }

    private static Optional<Experiment> anyOpen(SimulatedLab lab, Numbered<Study> study) {
        return lab.open(study.key()).stream()
                .filter(experiment -> !experiment.candidate().equals(base(lab, study)))
                .findFirst();
    }

    @Test
    void a_run_that_was_invalidated_before_it_was_compared_is_measured_again() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Numbered<Study> study = lab.start(STAR);
            lab.step(SimulatedLab.URGENT_FIRST);
            Experiment first = lab.made.getFirst();
            assertThat(first.candidate()).isEqualTo(base(lab, study));
            String run = lab.ledger.runOfJob(first.hash()).orElseThrow().key();
            lab.ledger.add(Records.judgement(Verdict.INVALIDATED, RecordKind.RUN, run, lab.benchmark.key())
                    .build());
            lab.work();
            assertThat(lab.made)
                    .anyMatch(experiment -> experiment.candidate().equals(first.candidate())
                            && experiment.subset().equals(first.subset())
                            && experiment.repetition() == 1);
            assertThat(rounds(lab, study))
                    .hasSizeGreaterThan(10)
                    .noneMatch(round -> round.floorRun().equals(run));
        }
    }

    @Test
    void a_floor_that_is_an_archive_counts_on_all_pairs_and_the_base_stands_in_before() {
        try (SimulatedLab lab = noisyLab(0.08)) {
            Candidate like = Records.candidate("by", "others");
            Candidate archive = like.toBuilder()
                    .recipe(new Recipe(Recipe.Kind.ARCHIVE, like.recipe().settings(), Optional.of(Records.hash("zip"))))
                    .overrides(Map.of())
                    .family("other")
                    .build();
            lab.ledger.add(archive);
            Run theirs = Records.run(lab.benchmark.record(), archive, Subset.all(110), 9000, 0.01, 1);
            promote(lab, lab.ledger.add(theirs).key());
            Numbered<Study> study = lab.start(STAR);
            lab.work();
            List<Round> rounds = rounds(lab, study);
            assertThat(rounds.stream().filter(round -> round.rung() == 1))
                    .isNotEmpty()
                    .allSatisfy(round -> {
                        assertThat(round.floorRun()).isEqualTo(theirs.key());
                        assertThat(round.decision()).isEqualTo(Decision.KILL);
                        assertThat(round.low()).isEqualTo(round.gain());
                    });
            assertThat(rounds.stream().filter(round -> round.rung() == 0))
                    .allSatisfy(round ->
                            assertThat(run(lab, round.floorRun()).candidate()).isEqualTo(base(lab, study)));
        }
    }

    @Test
    void a_study_of_some_pairs_of_a_sequence_is_refused_at_once() {
        try (SimulatedLab lab = new SimulatedLab(folder, Records.sequence(), (_, _, _) -> 1)) {
            String study = STAR.replace("benchmark: white", "benchmark: borders");
            assertThrown(
                    LedgerException.class,
                    () -> lab.start(study),
                    "8 pairs, but the frames of benchmark borders are a sequence",
                    "write pairs: all");
        }
    }

    @Test
    void a_study_that_cannot_work_is_refused_at_once() {
        try (SimulatedLab lab = new SimulatedLab(folder, 20, (_, _, _) -> 1)) {
            assertThrown(
                    LedgerException.class,
                    () -> lab.start(STAR.replace("[8, 10, 14]", "[8, 10, 0]")),
                    "renderer.channels=0");
            assertThrown(
                    LedgerException.class, () -> lab.start(STAR.replace("pairs: 8", "pairs: 20")), "write pairs: all");
            assertThrown(LedgerException.class, () -> lab.start(STAR.replace("benchmark: white", "benchmark: black")));
            assertThrown(RuntimeException.class, () -> lab.start(STAR.replace("[8, 10, 14]", "[8, 8.0]")));
            assertThat(lab.ledger.count(RecordKind.STUDY)).isZero();
            assertThat(lab.ledger.count(RecordKind.CANDIDATE)).isZero();
        }
    }
}
