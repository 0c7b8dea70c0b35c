package org.fovea.lab.study;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.PairedComparison;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/** Writes rounds of a study, and rejections, into the ledger. */
final class RoundMaker {
    private final Ledger ledger;
    private final StudyContext context;

    RoundMaker(Ledger ledger, StudyContext context) {
        this.ledger = ledger;
        this.context = context;
    }

    /**
     * Compares runs and writes what follows. Its time is that at which all were there.
     *
     * @param runs of the candidate, one for each seed, its own first
     * @param usualBar gain that is asked for where the plan says none
     */
    Round make(Candidate candidate, int rung, FloorRuns.Floor floor, List<Numbered<Run>> runs, double usualBar) {
        Numbered<Run> run = runs.getFirst();
        Numbered<Run> against = floor.runs().getFirst();
        RoundRule rule = context.plan().rule(usualBar);
        PairedComparison comparison = PairedComparison.ofMeans(records(floor.runs()), records(runs));
        RoundRule.Outcome outcome = rule.decide(comparison);
        List<String> evidence = Stream.concat(runs.stream(), floor.runs().stream())
                .map(Numbered::key)
                .toList();
        Instant time = Stream.concat(runs.stream(), floor.runs().stream())
                .map(each -> each.record().ended())
                .max(Instant::compareTo)
                .orElseThrow();
        Round round = Round.builder()
                .benchmark(context.benchmark().key())
                .study(Optional.of(context.study().key()))
                .rung(rung)
                .candidate(candidate.key())
                .floorRun(against.key())
                .candidateRun(run.key())
                .gain(outcome.gain())
                .low(outcome.interval().low())
                .high(outcome.interval().high())
                .level(rule.level())
                .bar(rule.bar())
                .seeds(seeds(floor.runs(), runs, comparison))
                .decision(outcome.decision())
                .by(RoundRule.AUTHOR)
                .time(time)
                .build();
        ledger.add(round);
        if (outcome.decision() == Decision.KILL) {
            ledger.add(Judgement.builder()
                    .verdict(Verdict.REJECTED)
                    .about(RecordKind.RUN)
                    .subject(run.key())
                    .benchmark(context.benchmark().key())
                    .by(RoundRule.AUTHOR)
                    .reason(reason(candidate, floor, comparison, round))
                    .evidence(evidence)
                    .preconditions(preconditions(candidate, against.record(), run.record()))
                    .time(time)
                    .build());
        }
        return round;
    }

    private static List<Run> records(List<Numbered<Run>> runs) {
        return runs.stream().map(Numbered::record).toList();
    }

    private static Optional<Round.Seeds> seeds(
            List<Numbered<Run>> floor, List<Numbered<Run>> runs, PairedComparison comparison) {
        return comparison.noise().degrees() == 0
                ? Optional.empty()
                : Optional.of(new Round.Seeds(
                        floor.stream().map(Numbered::key).toList(),
                        runs.stream().map(Numbered::key).toList(),
                        comparison.noise().deviation()));
    }

    /** How many seeds were measured and how they differ; nothing where each side has one. */
    private static String seeds(Round round) {
        return round.seeds()
                .map(seeds -> String.format(
                        Locale.ROOT,
                        "; means of %d and %d seeds, whose scores differ by %.6f (standard deviation)",
                        seeds.candidateRuns().size(),
                        seeds.floorRuns().size(),
                        seeds.deviation()))
                .orElse("");
    }

    private String reason(Candidate candidate, FloorRuns.Floor floor, PairedComparison comparison, Round round) {
        String against = (floor.provisional() ? "the provisional floor " : "the floor ")
                + floor.candidate().label();
        if (comparison.whole()) {
            return String.format(
                            Locale.ROOT,
                            "%s: score better by %.6f than %s on all %d pairs, where more than %s is asked for",
                            candidate.label(),
                            round.gain(),
                            against,
                            comparison.pairs(),
                            round.bar())
                    + seeds(round);
        }
        return String.format(
                        Locale.ROOT,
                        "%s: gain %.6f (%.6f..%.6f at %.1f %%) over %s on %d of %d pairs, of which %d lose more; "
                                + "even the upper end is below the bar of %s",
                        candidate.label(),
                        round.gain(),
                        round.low(),
                        round.high(),
                        100 * round.level(),
                        against,
                        comparison.pairs(),
                        comparison.clipPairs(),
                        comparison.worse(),
                        round.bar())
                + seeds(round);
    }

    private Map<String, String> preconditions(Candidate candidate, Run floor, Run run) {
        Benchmark benchmark = context.benchmark().record();
        Map<String, String> preconditions = new TreeMap<>();
        preconditions.put(
                Precondition.CODE,
                Stream.of(floor.codeVersion(), run.codeVersion())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("|")));
        preconditions.put(Precondition.EVALUATORS, benchmark.networksIdentity());
        preconditions.put(Precondition.CLIP, benchmark.clipIdentity());
        preconditions.put(Precondition.SUBSET, run.subset().text());
        preconditions.put(
                Precondition.BASE, candidate.parent().orElse(context.drawn().base()));
        preconditions.put(Precondition.GRADIENTS, context.plan().gradients());
        return preconditions;
    }
}
