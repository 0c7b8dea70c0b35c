package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/**
 * A promotion that holds: the moment at which everybody had to beat something better, and what that bought.
 *
 * @param number of it on its benchmark, from 1
 * @param judgement that promoted
 * @param time when it did
 * @param run that became the baseline
 * @param prior baseline of that time; absent for the first
 * @param changes settings that differ from the prior baseline's
 * @param terms of the run
 * @param termsChange of each term against the prior baseline; absent for the first
 */
public record TurningPoint(
        int number,
        Numbered<Judgement> judgement,
        Instant time,
        RunRow run,
        Optional<RunRow> prior,
        List<SettingChange> changes,
        Score terms,
        Optional<Score> termsChange) {
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
    public static Score terms(RunRow run, long originalBytes) {
        ScoreFormula formula = ScoreFormula.COMMA;
        return formula.score(
                new Distortion(run.segmentation(), run.pose()), formula.rateTerm(run.bytes(), originalBytes));
    }

    @JsonValue
    Map<String, Object> json() {
        return LedgerJson.fields(
                "number", number,
                "judgement", judgement.label(),
                "time", time,
                "run", run.numberLabel(),
                "name", run.name(),
                "prior", prior.map(RunRow::numberLabel),
                "changes", LedgerJson.changes(changes),
                "score", run.score(),
                "bytes", run.bytes(),
                "terms", terms,
                "scoreChange", prior.map(_ -> scoreChange()),
                "bytesChange", bytesChange(),
                "termsChange", termsChange);
    }

    /** Change of the score against the prior baseline; negative is better, 0 for the first. */
    public double scoreChange() {
        return prior.map(before -> run.score() - before.score()).orElse(0.0);
    }

    /** Change of the bytes against the prior baseline; absent for the first. */
    public Optional<Long> bytesChange() {
        return prior.map(before -> run.bytes() - before.bytes());
    }
}
