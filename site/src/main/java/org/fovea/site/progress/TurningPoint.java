package org.fovea.site.progress;

import org.fovea.lab.record.SettingChange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.store.History;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.snapshot.Snapshot;

/**
 * A promotion that holds: the moment at which everybody had to beat something better.
 *
 * @param judgement that promoted
 * @param time when it did
 * @param run that became the floor
 * @param prior floor of that time; absent for the first
 * @param changes settings that differ from the prior floor's
 */
public record TurningPoint(
        Numbered<Judgement> judgement, Instant time, RunRow run, Optional<RunRow> prior, List<SettingChange> changes) {
    /** Those of a benchmark, in order. */
    public static List<TurningPoint> of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        return snapshot.history().promotions().stream()
                .filter(promotion -> promotion.judgement().record().benchmark().equals(benchmark.key()))
                .filter(promotion -> snapshot.history().stands(promotion.judgement()))
                .map(promotion -> of(snapshot, promotion))
                .toList();
    }

    private static TurningPoint of(Snapshot snapshot, History.Promotion promotion) {
        RunRow run = promotion.run();
        Optional<RunRow> prior = promotion.floor();
        List<SettingChange> changes = prior.map(before -> SettingChange.between(
                        snapshot.candidate(before).record(),
                        snapshot.candidate(run).record()))
                .orElse(List.of());
        return new TurningPoint(
                promotion.judgement(), snapshot.history().moment(promotion.judgement()), run, prior, changes);
    }

    /** Change of the score against the prior floor; negative is better, 0 for the first. */
    public double scoreChange() {
        return prior.map(before -> run.score() - before.score()).orElse(0.0);
    }
}
