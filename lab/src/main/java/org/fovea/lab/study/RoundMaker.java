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

    /** Compares two runs and writes what follows. Its time is that at which both were there. */
    Round make(Candidate candidate, int rung, FloorRuns.Floor floor, Numbered<Run> run) {
        Numbered<Run> against = floor.run().orElseThrow();
        RoundRule rule = context.plan().rule();
        PairedComparison comparison = PairedComparison.of(against.record(), run.record());
        RoundRule.Outcome outcome = rule.decide(comparison);
        Instant time = Stream.of(run.record().ended(), against.record().ended())
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
                    .evidence(List.of(run.key(), against.key()))
                    .preconditions(preconditions(candidate, against.record(), run.record()))
                    .time(time)
                    .build());
        }
        return round;
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
                    round.bar());
        }
        return String.format(
                Locale.ROOT,
                "%s: gain %.6f (%.6f..%.6f at %.1f %%) over %s on %d of %d pairs, of which %d lose more; even the upper end is below the bar of %s",
                candidate.label(),
                round.gain(),
                round.low(),
                round.high(),
                100 * round.level(),
                against,
                comparison.pairs(),
                comparison.clipPairs(),
                comparison.worse(),
                round.bar());
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
        preconditions.put(Precondition.EVALUATORS, benchmark.evaluatorsSha256().orElse(benchmark.evaluators()));
        preconditions.put(Precondition.CLIP, benchmark.clipSha256().orElse(benchmark.clip()));
        preconditions.put(Precondition.SUBSET, run.subset().text());
        preconditions.put(
                Precondition.BASE, candidate.parent().orElse(context.drawn().base()));
        preconditions.put(Precondition.GRADIENTS, context.plan().gradients());
        return preconditions;
    }
}
