package org.fovea.lab.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.Records;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;

/** A lab with one or two records of each kind, always the same; its export is {@code golden.jsonl}. */
public final class SmallLab {
    private SmallLab() {}

    /** Adds them. */
    public static void fill(Ledger ledger) {
        Benchmark benchmark = add(ledger, Records.benchmark("white", 3));
        Hypothesis hypothesis = add(ledger, Records.hypothesis());
        Study study = add(
                ledger, new Study("first", benchmark.key(), "bar: 0.001\n", Records.ADA, Records.NOON.plusMillis(1)));
        Candidate floor = add(ledger, Records.candidate("masks.minimumRegion", "4"));
        Candidate base = Records.candidate("masks.minimumRegion", "6");
        Candidate varied = add(
                ledger,
                base.toBuilder()
                        .parent(Optional.of(floor.key()))
                        .hypothesis(Optional.of(hypothesis.key()))
                        .despite(Optional.of("another coder"))
                        .by(new Author(Author.Kind.AGENT, "claude"))
                        .time(Records.NOON.plusSeconds(5))
                        .build());
        Run first = add(ledger, run(benchmark, floor, 5000, 1.0 / 3));
        Run second = add(ledger, run(benchmark, varied, 4900, 0.1 + 0.2));
        add(
                ledger,
                Round.builder()
                        .benchmark(benchmark.key())
                        .study(Optional.of(study.key()))
                        .rung(2)
                        .candidate(varied.key())
                        .floorRun(first.key())
                        .candidateRun(second.key())
                        .gain(0.0125)
                        .low(0.01)
                        .high(0.015)
                        .level(0.95)
                        .bar(0.001)
                        .decision(Round.Decision.PROMOTE)
                        .by(Author.rule("halving"))
                        .time(Records.NOON)
                        .build());
        add(
                ledger,
                new GateResult(second.key(), GateResult.Gate.INFLATE, true, "the same frames", "abc", Records.NOON));
        DeadEnd deadEnd = add(
                ledger,
                Records.deadEnd(benchmark.key(), "masks", first.key())
                        .region(Map.of("masks.minimumRegion", "9.."))
                        .mechanism("too few regions are left")
                        .preconditions(Map.of("code", "abc", "gradients", "unused"))
                        .numbers("+0.02 ± 0.001")
                        .reopens("another region coder")
                        .build());
        add(ledger, judgement(Verdict.PROMOTED, second, benchmark, 9));
        add(ledger, judgement(Verdict.REJECTED, first, benchmark, 2));
        add(ledger, judgement(Verdict.REOPENED, deadEnd, benchmark, 12));
        add(
                ledger,
                new Note(
                        "What we learned",
                        "# Regions\n\n\"Fewer\" is better: ✓\n",
                        List.of(deadEnd.key(), study.key()),
                        Records.ADA,
                        Records.NOON));
    }

    private static <T extends LabRecord> T add(Ledger ledger, T record) {
        return ledger.add(record).record();
    }

    private static Run run(Benchmark benchmark, Candidate candidate, long bytes, double loss) {
        return Records.run(
                benchmark,
                candidate,
                Subset.all(3),
                bytes,
                List.of(
                        new PairDistortion(0, loss / 100, loss / 7),
                        new PairDistortion(1, 0, Math.nextUp(loss)),
                        new PairDistortion(2, loss / 1e6, 1e-17)));
    }

    private static Judgement judgement(Verdict verdict, LabRecord about, Benchmark benchmark, int second) {
        return Records.judgement(verdict, about.kind(), about.key(), benchmark.key())
                .evidence(about.kind() == RecordKind.RUN ? List.of(about.key()) : List.of())
                .preconditions(Map.of("code", "abc"))
                .review(verdict == Verdict.PROMOTED ? Optional.of("Looked at 20 frames.\n") : Optional.empty())
                .time(Records.NOON.plusSeconds(second))
                .build();
    }
}
