package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A judgement with what it is about.
 *
 * @param judgement itself
 * @param time when it took its place in the order
 * @param benchmark where it holds
 * @param subject what it is about
 * @param evidence runs that it leans on
 * @param prior floor that a promotion found; absent for the first floor, and for what is no promotion
 * @param stands whether no later judgement made it void
 * @param voidedBy the judgement that did
 * @param page its place in the site, from the root
 */
@JsonPropertyOrder({
    "label",
    "key",
    "time",
    "verdict",
    "benchmark",
    "about",
    "subject",
    "subjectKey",
    "by",
    "headline",
    "reason",
    "evidence",
    "preconditions",
    "review",
    "stands",
    "voidedBy",
    "prior",
    "score",
    "change",
    "page"
})
public record Decision(
        @JsonIgnore Numbered<Judgement> judgement,
        Instant time,
        @JsonIgnore Numbered<Benchmark> benchmark,
        @JsonIgnore Subject subject,

        @JsonSerialize(contentUsing = LedgerJson.Label.class)
        List<RunRow> evidence,

        @JsonSerialize(contentUsing = LedgerJson.Label.class)
        Optional<RunRow> prior,

        boolean stands,

        @JsonSerialize(contentUsing = LedgerJson.Label.class)
        Optional<Numbered<Judgement>> voidedBy,

        String page) {
    /** Name of the judgement: J-0035. */
    @JsonProperty
    public String label() {
        return judgement.label();
    }

    /** Key of the judgement, everywhere. */
    @JsonProperty
    public String key() {
        return judgement.key();
    }

    /** What was decided. */
    @JsonProperty
    public Verdict verdict() {
        return judgement.record().verdict();
    }

    /** Whether it made a run the floor, and so has a review form. */
    public boolean promotion() {
        return verdict() == Verdict.PROMOTED && subject.run().isPresent();
    }

    /** Whether it is one of many of its kind: a rejection by a rule of the lab. */
    public boolean routine() {
        return verdict() == Verdict.REJECTED && judgement.record().by().kind() == Author.Kind.RULE;
    }

    /** Name of its benchmark. */
    @JsonProperty("benchmark")
    public String benchmarkName() {
        return benchmark.record().name();
    }

    /** Kind of the record that it is about. */
    @JsonProperty
    public RecordKind about() {
        return judgement.record().about();
    }

    /** Name of that record. */
    @JsonProperty("subject")
    public String subjectLabel() {
        return subject.label();
    }

    /** Key of that record. */
    @JsonProperty
    public String subjectKey() {
        return judgement.record().subject();
    }

    /** Who decided. */
    @JsonProperty
    public Author by() {
        return judgement.record().by();
    }

    /** Why. */
    @JsonProperty
    public String reason() {
        return judgement.record().reason();
    }

    /** What it presumes. */
    @JsonProperty
    public Map<String, String> preconditions() {
        return judgement.record().preconditions();
    }

    /** What was looked at and the risks, as they were written. */
    @JsonProperty
    public Optional<String> review() {
        return judgement.record().review();
    }

    /** Score of the run that it is about, where it is about one. */
    @JsonProperty
    public Optional<Double> score() {
        return subject.run().map(RunRow::score);
    }

    /** Change of the score against the floor that a promotion found; negative is better. */
    @JsonProperty
    public Optional<Double> change() {
        return prior.flatMap(floor -> subject.run().map(run -> run.score() - floor.score()));
    }

    /** What happened, in plain words. */
    @JsonProperty
    public String headline() {
        String where = benchmarkName();
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
