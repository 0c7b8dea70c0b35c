package org.fovea.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lab whose every text means harm: wherever somebody can write something, it is {@link #TEXT}. A promotion and a dead
 * end were taken back, a study has a slice for each of two settings, and of every third run nobody knows what it needs
 * outside its archive.
 */
public final class HostileLab {
    /** Markup, quotes, a line's end, marks that turn the direction of writing, Hebrew, and a word of 300 letters. */
    public static final String TEXT =
            "<script>alert(1)</script> <img src=x onerror=alert(1)> \"double\" 'single' & &amp;"
                    + " <b>bold</b> ]]> \nnext line \u202Eturned\u202C \u05D0\u05D1\u05D2 "
                    + "w".repeat(300);

    /** The same as the name of a candidate, which is one line of 80 letters at most. */
    private static final String NAME = "<script>alert(1)</script> <img src=x> 'single' & <b>bold</b> " + "w".repeat(19);

    private static final int PAIRS = 6;
    private static final Subset ALL = Subset.all(PAIRS);
    private static final Author AUTHOR = Author.person(TEXT);

    private final Ledger ledger;
    private final MadeLab lab;
    private final Numbered<Study> study;
    private final Numbered<Hypothesis> hypothesis;
    private int count;

    private HostileLab(Ledger ledger) {
        this.ledger = ledger;
        this.lab = new MadeLab(ledger, TEXT, PAIRS);
        this.study = ledger.add(new Study(TEXT, lab.benchmark.key(), "name: " + TEXT, AUTHOR, time()));
        Hypothesis.Expected unknown = new Hypothesis.Expected(Optional.empty(), Optional.empty(), Optional.empty());
        this.hypothesis = ledger.add(new Hypothesis(TEXT, TEXT, TEXT, unknown, AUTHOR, time()));
    }

    /** Adds all kinds of records. */
    static void fill(Ledger ledger) {
        HostileLab lab = new HostileLab(ledger);
        Numbered<Run> first = lab.run(0, Optional.empty(), ALL);
        lab.judge(Verdict.PROMOTED, first, TEXT);
        Numbered<Run> second = lab.run(1, Optional.of(first), ALL);
        for (GateResult.Gate gate : GateResult.Gate.values()) {
            ledger.add(new GateResult(second.key(), gate, true, TEXT, TEXT, lab.time()));
        }
        lab.judge(Verdict.SUPERSEDED, first, TEXT);
        lab.judge(Verdict.PROMOTED, second, TEXT);
        Numbered<Run> subset = lab.run(2, Optional.of(second), Subset.of("0..2 of " + PAIRS));
        lab.judge(Verdict.REJECTED, subset, TEXT);
        for (int i = 3; i < 24; i++) {
            lab.round(second, lab.run(i, Optional.of(second), ALL), Round.Decision.CONTINUE);
        }
        lab.round(second, subset, Round.Decision.KILL);
        lab.judge(Verdict.REOPENED, lab.judge(Verdict.PROMOTED, lab.run(24, Optional.of(second), ALL), TEXT), TEXT);
        Numbered<DeadEnd> deadEnd = ledger.add(DeadEnd.builder()
                .benchmark(lab.lab.benchmark.key())
                .family(TEXT)
                .region(Map.of(TEXT, TEXT))
                .mechanism(TEXT + "\u0001")
                .preconditions(Map.of(TEXT, TEXT))
                .evidence(List.of(subset.key()))
                .numbers(TEXT)
                .reopens(TEXT)
                .by(AUTHOR)
                .time(lab.time())
                .build());
        lab.judge(Verdict.REOPENED, deadEnd, "a longer clip, see R-0002");
        ledger.add(
                new Note(TEXT, "# " + TEXT + "\n\n" + TEXT, List.of(deadEnd.key(), second.key()), AUTHOR, lab.time()));
    }

    private Instant time() {
        return MadeLab.BEGIN.plusSeconds(3600L * ++count);
    }

    private Numbered<Run> run(int number, Optional<Numbered<Run>> parent, Subset subset) {
        Candidate candidate = MadeLab.candidate(
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("name", TEXT)
                                .put(TEXT, TEXT + number / 5)
                                .put("group." + TEXT, TEXT + number % 5),
                        TEXT)
                .profile(TEXT)
                .overrides(Map.of(TEXT, TEXT + number))
                .track(TEXT)
                .parent(parent.map(run -> run.record().candidate()))
                .hypothesis(Optional.of(hypothesis.key()))
                .despite(Optional.of(TEXT))
                .name(number == 0 ? Optional.empty() : Optional.of(NAME))
                .by(AUTHOR)
                .time(time())
                .build();
        ledger.add(candidate);
        long bytes = 1000 + number;
        return ledger.add(lab.run(
                        candidate,
                        subset,
                        bytes,
                        time(),
                        pair -> new PairDistortion(pair, 0.01 / (1 + number % 7), 0.001 * (1 + pair)))
                .study(Optional.of(study.key()))
                .replaced(subset.whole() ? Map.of() : Map.of(TEXT, TEXT))
                .drawn(subset.whole() ? Optional.empty() : Optional.of(Run.NOT_ISOLATED))
                .device(TEXT)
                .machine(TEXT)
                .codeVersion(TEXT)
                .bytes(new Run.Bytes(
                        bytes,
                        Optional.of(10L * number).filter(_ -> number % 3 > 0),
                        (double) lab.benchmark.record().originalBytes() * subset.size() / PAIRS))
                .sections(Map.of(TEXT, 600L, "masks", bytes - 600))
                .source(TEXT)
                .build());
    }

    private void round(Numbered<Run> floor, Numbered<Run> run, Round.Decision decision) {
        ledger.add(lab.round(study, floor, run)
                .decision(decision)
                .by(Author.rule(TEXT))
                .time(time())
                .build());
    }

    private Numbered<Judgement> judge(Verdict verdict, Numbered<?> subject, String reason) {
        return ledger.add(lab.judgement(verdict, subject, reason + "\u0001") // which no page may have
                .by(AUTHOR)
                .preconditions(Map.of(TEXT, TEXT))
                .time(time())
                .build());
    }
}
