package org.fovea.site.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.site.Labs;
import org.fovea.site.model.Snapshot;
import tools.jackson.databind.json.JsonMapper;

/** Labs with many decisions, with decisions that were taken back, and with texts that mean harm. */
public final class DecisionLabs {
    /** What nobody would write who means well. */
    public static final String HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> \u0001 \u202Eabc "
            + "x".repeat(300) + " ]]> & \"'\nnext line";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAIRS = 4;

    private final Ledger ledger;
    private final Numbered<Benchmark> benchmark;
    private int count;

    private DecisionLabs(Ledger ledger, String name) {
        this.ledger = ledger;
        this.benchmark = ledger.add(new Benchmark(
                name, name + ".mkv", Optional.empty(), PAIRS, 100_000, "x", Optional.empty(), false, BEGIN));
    }

    /** A lab with so many rejections by a rule after one promotion. */
    public static Snapshot many(int rejections) {
        return Labs.open(
                "many-" + rejections,
                ledger -> ledger.transaction(open -> {
                    DecisionLabs lab = new DecisionLabs(open, "clip");
                    lab.judge(Verdict.PROMOTED, lab.run(0), "the first floor", Author.person("somebody"));
                    for (int i = 1; i <= rejections; i++) {
                        lab.judge(Verdict.REJECTED, lab.run(i), "no gain, number " + i, Author.rule("round"));
                    }
                    return 0;
                }));
    }

    /** A lab in which a promotion and a dead end were reopened, and all texts are {@link #HOSTILE}. */
    public static Snapshot hostile() {
        return Labs.open("<b>hostile", ledger -> {
            DecisionLabs lab = new DecisionLabs(ledger, "<i>clip</i>");
            Author author = Author.person(HOSTILE);
            Numbered<Run> first = lab.run(0);
            lab.judge(Verdict.PROMOTED, first, HOSTILE, author);
            Numbered<Run> second = lab.run(1);
            Numbered<Judgement> promotion = lab.judge(Verdict.PROMOTED, second, HOSTILE, author);
            lab.judge(Verdict.REOPENED, promotion, HOSTILE, author);
            Numbered<DeadEnd> deadEnd = ledger.add(DeadEnd.builder()
                    .benchmark(lab.benchmark.key())
                    .family(HOSTILE)
                    .region(Map.of(HOSTILE, HOSTILE))
                    .mechanism(HOSTILE)
                    .preconditions(Map.of(HOSTILE, HOSTILE))
                    .evidence(List.of(second.key()))
                    .numbers(HOSTILE)
                    .reopens(HOSTILE)
                    .by(author)
                    .time(lab.time())
                    .build());
            lab.judge(Verdict.REOPENED, deadEnd, "a longer clip, see R-0002", author);
            ledger.add(
                    new Note(HOSTILE, "# " + HOSTILE + "\n\nsee D-0001", List.of(deadEnd.key()), author, lab.time()));
        });
    }

    private Instant time() {
        return BEGIN.plusSeconds(3600L * ++count);
    }

    private Numbered<Run> run(int number) {
        Instant time = time();
        Numbered<Candidate> candidate = ledger.add(Candidate.builder()
                .recipe(new Recipe(
                        Recipe.Kind.FOREIGN,
                        JsonMapper.shared().createObjectNode().put("number", number),
                        Optional.empty()))
                .profile(HOSTILE)
                .track("robust")
                .family("all")
                .by(Author.person("somebody"))
                .time(time)
                .build());
        return ledger.add(Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(Subset.all(PAIRS))
                .built(Run.Built.CLIP)
                .track("robust")
                .family("all")
                .device("unknown")
                .machine("unknown")
                .codeVersion("unknown")
                .started(time)
                .ended(time)
                .bytes(new Run.Bytes(1000 + number, Optional.empty(), 100_000))
                .segmentation(0.01 / (1 + number))
                .pose(0.001)
                .source("import: test")
                .build());
    }

    private Numbered<Judgement> judge(Verdict verdict, Numbered<?> subject, String reason, Author by) {
        return ledger.add(Judgement.builder()
                .verdict(verdict)
                .about(subject.kind())
                .subject(subject.key())
                .benchmark(benchmark.key())
                .by(by)
                .reason(reason)
                .evidence(subject.kind() == RecordKind.RUN ? List.of(subject.key()) : List.of())
                .review(verdict == Verdict.PROMOTED ? Optional.of("## Risks\n\n" + reason) : Optional.empty())
                .time(time())
                .build());
    }
}
