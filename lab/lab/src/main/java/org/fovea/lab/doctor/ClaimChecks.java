package org.fovea.lab.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/** Whether promotions beat what they had to, counted both ways, and lists show what judgements say. */
final class ClaimChecks {
    private final Ledger ledger;
    private final LedgerDoctor.Findings findings;

    ClaimChecks(Ledger ledger, LedgerDoctor.Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    void check(List<RunRow> rows, History history) {
        for (RunRow row : rows) {
            if (!row.verdict().equals(history.verdict(row.key()))) {
                findings.error(
                        "verdict",
                        row.numberLabel(),
                        "lists show the verdict " + word(row.verdict()) + ", but judgements say "
                                + word(history.verdict(row.key())),
                        "restore the ledger from an export");
            }
        }
        history.promotions().forEach(this::check);
        Set<String> imported = ledger.imported();
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
            ledger.floor(benchmark.key()).ifPresent(floor -> {
                floor(floor, benchmark);
                gates(floor, benchmark, imported);
            });
        }
    }

    private static String word(Optional<Verdict> verdict) {
        return verdict.map(Verdict::name).orElse("none");
    }

    private void gates(Numbered<Run> floor, Numbered<Benchmark> benchmark, Set<String> imported) {
        List<Numbered<Judgement>> promotions = ledger.judgements(floor.key()).stream()
                .filter(judgement -> judgement.record().verdict() == Verdict.PROMOTED)
                .toList();
        if (promotions.stream().map(Numbered::key).allMatch(imported::contains)) {
            // It was accepted by name; a reader should know that.
            findings.info(
                    "floor-imported",
                    floor.label(),
                    "the floor of " + benchmark.record().name()
                            + " was promoted in another ledger; its gates were never tried in this one",
                    "reopen its promotion and promote it here, where the lab has its archive");
        }
    }

    private void check(History.Promotion promotion) {
        RunRow run = promotion.run();
        if (promotion.floor().isEmpty()) {
            return;
        }
        RunRow floor = promotion.floor().get();
        if (!(run.score() < floor.score())) {
            findings.warning(
                    "promotion-not-better",
                    run.numberLabel(),
                    "it was promoted with " + digits(run.score()) + " over " + floor.numberLabel() + " with "
                            + digits(floor.score()),
                    "find out why it was promoted; reject it where there is no reason");
        } else if (worse(run.ruleFaithfulScore(), floor.ruleFaithfulScore())) {
            findings.warning(
                    "promotion-by-payload",
                    run.numberLabel(),
                    "its rule_faithful score of "
                            + digits(run.ruleFaithfulScore().orElseThrow())
                            + " is not better than "
                            + digits(floor.ruleFaithfulScore().orElseThrow()) + " of "
                            + floor.numberLabel() + "; only current_workflow got better",
                    "count payload outside the archive before relying on it");
        }
    }

    private static boolean worse(Optional<Double> score, Optional<Double> floor) {
        return score.isPresent() && floor.isPresent() && !(score.get() < floor.get());
    }

    private void floor(Numbered<Run> floor, Numbered<Benchmark> benchmark) {
        if (floor.record().bytes().payload().isEmpty()) {
            findings.warning(
                    "floor-accounting",
                    floor.label(),
                    "the floor of " + benchmark.record().name()
                            + " does not say what it needs outside the archive; its rule_faithful score is unknown",
                    "do not quote it under rule_faithful");
        }
    }

    private static String digits(double score) {
        return String.format(Locale.ROOT, "%.6f", score);
    }
}
