package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A promotion that holds: the moment at which everybody had to beat something better, and what that bought.
 *
 * @param number of it on its benchmark, from 1
 * @param judgement that promoted
 * @param time when it did
 * @param run that became the floor
 * @param prior floor of that time; absent for the first
 * @param changes settings that differ from the prior floor's
 * @param terms of the run
 * @param termsChange of each term against the prior floor; absent for the first
 */
@JsonPropertyOrder({
    "number",
    "judgement",
    "time",
    "run",
    "name",
    "prior",
    "changes",
    "score",
    "bytes",
    "terms",
    "scoreChange",
    "bytesChange",
    "termsChange"
})
public record TurningPoint(
        int number,
        @JsonSerialize(using = LedgerJson.Label.class) Numbered<Judgement> judgement,
        Instant time,
        @JsonSerialize(using = LedgerJson.Label.class) RunRow run,

        @JsonSerialize(contentUsing = LedgerJson.Label.class)
        Optional<RunRow> prior,

        @JsonSerialize(contentUsing = LedgerJson.Change.class)
        List<SettingChange> changes,

        Score terms,
        Optional<Score> termsChange)
        implements OfRun {
    /** Copies. */
    public TurningPoint {
        changes = List.copyOf(changes);
    }

    /** Those of a benchmark, in order. */
    public static List<TurningPoint> of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        List<TurningPoint> points = new ArrayList<>();
        for (History.Promotion promotion : snapshot.history().promotions()) {
            if (promotion.judgement().record().benchmark().equals(benchmark.key())
                    && snapshot.history().stands(promotion.judgement())) {
                points.add(of(
                        snapshot,
                        promotion,
                        points.size() + 1,
                        benchmark.record().originalBytes()));
            }
        }
        return List.copyOf(points);
    }

    private static TurningPoint of(Snapshot snapshot, History.Promotion promotion, int number, long original) {
        RunRow run = promotion.run();
        Optional<RunRow> prior = promotion.floor();
        Score terms = terms(run, original);
        return new TurningPoint(
                number,
                promotion.judgement(),
                snapshot.history().moment(promotion.judgement()),
                run,
                prior,
                prior.map(before -> SettingChange.between(
                                snapshot.candidate(before).record(),
                                snapshot.candidate(run).record()))
                        .orElse(List.of()),
                terms,
                prior.map(before -> terms.minus(terms(before, original))));
    }

    /** What a whole run costs, term by term; the archive alone is charged. */
    static Score terms(RunRow run, long originalBytes) {
        ScoreFormula formula = ScoreFormula.COMMA;
        return formula.score(
                new Distortion(run.segmentation(), run.pose()), formula.rateTerm(run.bytes(), originalBytes));
    }

    /** Change of the score against the prior floor; negative is better, absent for the first. */
    @JsonProperty("scoreChange")
    public Optional<Double> scoreAgainstPrior() {
        return prior.map(before -> run.score() - before.score());
    }

    /** The same, 0 for the first. */
    public double scoreChange() {
        return scoreAgainstPrior().orElse(0.0);
    }

    /** Change of the bytes against the prior floor; absent for the first. */
    @JsonProperty
    public Optional<Long> bytesChange() {
        return prior.map(before -> run.bytes() - before.bytes());
    }
}
