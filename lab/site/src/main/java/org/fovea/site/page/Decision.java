package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.LedgerJson;

/**
 * A judgement with what it is about.
 *
 * @param judgement itself
 * @param time when it took its place in the order
 * @param benchmark where it holds
 * @param subject what it is about
 * @param evidence runs that it leans on
 * @param prior baseline that a promotion found; absent for the first baseline, and for what is no promotion
 * @param stands whether no later judgement made it void
 * @param voidedBy the judgement that did
 * @param page its place in the site, from the root
 */
public record Decision(
        Numbered<Judgement> judgement,
        Instant time,
        Numbered<Benchmark> benchmark,
        Subject subject,
        List<RunRow> evidence,
        Optional<RunRow> prior,
        boolean stands,
        Optional<Numbered<Judgement>> voidedBy,
        String page) {
    @JsonValue
    Map<String, Object> json() {
        Judgement record = judgement.record();
        return LedgerJson.fields(
                "label", label(),
                "key", judgement.key(),
                "time", time,
                "verdict", verdict(),
                "benchmark", benchmark.record().name(),
                "about", record.about(),
                "subject", subject.label(),
                "subjectKey", record.subject(),
                "by", record.by(),
                "headline", headline(),
                "reason", record.reason(),
                "evidence", LedgerJson.labels(evidence),
                "preconditions", record.preconditions(),
                "review", record.review(),
                "stands", stands,
                "voidedBy", voidedBy.map(Numbered::label),
                "prior", prior.map(RunRow::numberLabel),
                "score", subject.run().map(RunRow::score),
                "change", change(),
                "page", page);
    }

    /** Name of the judgement: J-0035. */
    public String label() {
        return judgement.label();
    }

    public Verdict verdict() {
        return judgement.record().verdict();
    }

    /** Whether it made a run the baseline, and so has a review form. */
    public boolean promotion() {
        return verdict() == Verdict.PROMOTED && subject.run().isPresent();
    }

    /** Whether it is one of many of its kind: a rejection by a rule of the lab. */
    public boolean routine() {
        return verdict() == Verdict.REJECTED && judgement.record().by().kind() == Author.Kind.RULE;
    }

    /** What was reviewed and the risks, as they were written. */
    public Optional<String> review() {
        return judgement.record().review();
    }

    /** Change of the score against the baseline that a promotion found; negative is better. */
    public Optional<Double> change() {
        return prior.flatMap(floor -> subject.run().map(run -> run.score() - floor.score()));
    }

    /** What happened, in plain words. */
    public String headline() {
        String where = benchmark.record().name();
        return subject.label()
                + switch (verdict()) {
                    case PROMOTED -> " became the floor of " + where + figures();
                    case REJECTED -> " was rejected on " + where;
                    case SUPERSEDED -> " is no longer the floor of " + where;
                    case INVALIDATED -> " was declared invalid on " + where;
                    case REOPENED ->
                        judgement.record().about() == RecordKind.DEAD_END
                                ? " was reopened on " + where + ": it closes nothing any more"
                                : " was reopened on " + where;
                };
    }

    private String figures() {
        return subject.run().map(run -> ": " + Wording.score(run.score())).orElse("")
                + change().map(difference -> ", " + Wording.change(difference)).orElse("");
    }

    /** The promoted run. */
    public RunRow run() {
        return subject.run().orElseThrow();
    }
}
