package org.fovea.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.json.JsonMapper;

/** A lab whose every text means harm: wherever somebody can write something, it is {@link #TEXT}. */
public final class HostileLab {
    /** Markup, quotes, marks that turn the direction of writing, Hebrew, and a word of 300 letters. */
    public static final String TEXT =
            "<script>alert(1)</script> \"double\" 'single' & &amp; <b>bold</b> \u202Eturned\u202C \u05D0\u05D1\u05D2 "
                    + "w".repeat(300);

    private static final Instant BEGIN = Instant.parse("2026-02-01T00:00:00Z");
    private static final int PAIRS = 6;
    private static final Author AUTHOR = Author.person(TEXT);

    private final Ledger ledger;
    private final Numbered<Benchmark> benchmark;
    private final Numbered<Study> study;
    private final Numbered<Hypothesis> hypothesis;
    private int count;

    private HostileLab(Ledger ledger) {
        this.ledger = ledger;
        this.benchmark = ledger.add(
                new Benchmark(TEXT, TEXT, Optional.empty(), PAIRS, 100_000, TEXT, Optional.empty(), false, time()));
        this.study = ledger.add(new Study(TEXT, benchmark.key(), "name: " + TEXT, AUTHOR, time()));
        this.hypothesis = ledger.add(new Hypothesis(TEXT, TEXT, TEXT, Hypothesis.Expected.unknown(), AUTHOR, time()));
    }

    /** Adds all kinds of records. */
    static void fill(Ledger ledger) {
        HostileLab lab = new HostileLab(ledger);
        Numbered<Run> first = lab.run(0, Optional.empty(), Subset.all(PAIRS));
        lab.judge(Verdict.PROMOTED, first);
        Optional<String> parent = Optional.of(first.record().candidate());
        Numbered<Run> second = lab.run(1, parent, Subset.all(PAIRS));
        for (GateResult.Gate gate : GateResult.Gate.values()) {
            ledger.add(new GateResult(second.key(), gate, true, TEXT, TEXT, lab.time()));
        }
        lab.judge(Verdict.SUPERSEDED, first);
        lab.judge(Verdict.PROMOTED, second);
        Numbered<Run> subset =
                lab.run(2, Optional.of(second.record().candidate()), new Subset(PAIRS, List.of(0, 1, 2)));
        lab.judge(Verdict.REJECTED, subset);
        lab.run(3, Optional.of(second.record().candidate()), Subset.all(PAIRS));
        ledger.add(Round.builder()
                .benchmark(lab.benchmark.key())
                .study(Optional.of(lab.study.key()))
                .candidate(subset.record().candidate())
                .floorRun(second.key())
                .candidateRun(subset.key())
                .gain(-0.01)
                .low(-0.02)
                .high(-0.005)
                .level(0.9)
                .bar(0.001)
                .decision(Round.Decision.KILL)
                .by(Author.rule(TEXT))
                .time(lab.time())
                .build());
        Numbered<DeadEnd> deadEnd = ledger.add(DeadEnd.builder()
                .benchmark(lab.benchmark.key())
                .family(TEXT)
                .region(Map.of(TEXT, TEXT))
                .mechanism(TEXT)
                .preconditions(Map.of(TEXT, TEXT))
                .evidence(List.of(subset.key()))
                .numbers(TEXT)
                .reopens(TEXT)
                .by(AUTHOR)
                .time(lab.time())
                .build());
        ledger.add(
                new Note(TEXT, "# " + TEXT + "\n\n" + TEXT, List.of(deadEnd.key(), second.key()), AUTHOR, lab.time()));
    }

    private Instant time() {
        return BEGIN.plusSeconds(3600L * ++count);
    }

    private Numbered<Run> run(int number, Optional<String> parent, Subset subset) {
        Numbered<Candidate> candidate = ledger.add(Candidate.builder()
                .recipe(new Recipe(
                        Recipe.Kind.PROFILE,
                        JsonMapper.shared().createObjectNode().put("name", TEXT).put(TEXT, TEXT + number),
                        Optional.empty()))
                .profile(TEXT)
                .overrides(Map.of(TEXT, TEXT + number))
                .track(TEXT)
                .family(TEXT)
                .parent(parent)
                .hypothesis(Optional.of(hypothesis.key()))
                .despite(Optional.of(TEXT))
                .by(AUTHOR)
                .time(time())
                .build());
        List<PairDistortion> pairs = subset.pairs().stream()
                .map(pair -> new PairDistortion(pair, 0.01 / (1 + number), 0.001 * (1 + pair)))
                .toList();
        long bytes = 1000 + number;
        return ledger.add(Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .study(Optional.of(study.key()))
                .replaced(subset.whole() ? Map.of() : Map.of(TEXT, TEXT))
                .subset(subset)
                .built(subset.whole() ? Run.Built.CLIP : Run.Built.SUBSET)
                .drawn(subset.whole() ? Optional.empty() : Optional.of(Run.NOT_ISOLATED))
                .track(TEXT)
                .family(TEXT)
                .seeds(List.of(1L))
                .device(TEXT)
                .machine(TEXT)
                .threads(1)
                .codeVersion(TEXT)
                .started(time())
                .ended(time())
                .bytes(new Run.Bytes(bytes, Optional.of(10L), 100_000.0 * subset.size() / PAIRS))
                .sections(Map.of(TEXT, 600L, "masks", bytes - 600))
                .segmentation(pairs.stream()
                        .mapToDouble(PairDistortion::segmentation)
                        .average()
                        .orElseThrow())
                .pose(pairs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow())
                .pairs(pairs)
                .source(TEXT)
                .name(number == 0 ? Optional.empty() : Optional.of(TEXT))
                .note(Optional.of(TEXT))
                .build());
    }

    private void judge(Verdict verdict, Numbered<? extends LabRecord> subject) {
        ledger.add(Judgement.builder()
                .verdict(verdict)
                .about(subject.kind())
                .subject(subject.key())
                .benchmark(benchmark.key())
                .by(AUTHOR)
                .reason(TEXT)
                .evidence(List.of(subject.key()))
                .preconditions(Map.of(TEXT, TEXT))
                .review(verdict == Verdict.PROMOTED ? Optional.of("## " + TEXT + "\n\n" + TEXT) : Optional.empty())
                .time(time())
                .build());
    }
}
