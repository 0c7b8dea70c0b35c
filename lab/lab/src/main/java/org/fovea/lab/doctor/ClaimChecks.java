package org.fovea.lab.doctor;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/** Whether what runs claim can be counted, and is of this world. */
final class ClaimChecks {
    private static final double OFF_SCALE = 10;

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
            if (row.payload().isEmpty()) {
                findings.info(
                        "accounting",
                        row.numberLabel(),
                        "what it needs outside the archive is not known, nor is its rule_faithful score",
                        "do not compare it under rule_faithful");
            }
        }
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
            ledger.floor(benchmark.key())
                    .flatMap(run -> history.run(run.key()))
                    .ifPresent(floor -> offScale(rows, floor));
        }
    }

    private static String word(Optional<Verdict> verdict) {
        return verdict.map(Verdict::name).orElse("none");
    }

    private void offScale(List<RunRow> rows, RunRow floor) {
        for (RunRow run : rows) {
            if (run.benchmark().equals(floor.benchmark()) && run.score() > OFF_SCALE * floor.score()) {
                findings.info(
                        "off-scale",
                        run.numberLabel(),
                        "its score of " + PromotionChecks.digits(run.score()) + " is more than 10 times the floor's "
                                + PromotionChecks.digits(floor.score()),
                        "look whether it failed rather than lost");
            }
        }
    }
}
