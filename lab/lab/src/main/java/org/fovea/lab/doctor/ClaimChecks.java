package org.fovea.lab.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/** Whether what runs claim was confirmed, can be counted, and is of this world. */
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
        Map<String, List<RunRow>> byBenchmark = rows.stream().collect(Collectors.groupingBy(RunRow::benchmark));
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
            List<RunRow> runs = byBenchmark.getOrDefault(benchmark.key(), List.of());
            List<RunRow> promoted = history.promotions().stream()
                    .map(History.Promotion::run)
                    .filter(run -> run.benchmark().equals(benchmark.key()))
                    .distinct()
                    .toList();
            Optional<RunRow> floor = ledger.floor(benchmark.key()).flatMap(run -> history.run(run.key()));
            verifications(runs, promoted, floor);
            floor.ifPresent(best -> offScale(runs, best));
        }
    }

    private static String word(Optional<Verdict> verdict) {
        return verdict.map(Verdict::name).orElse("none");
    }

    private void verifications(List<RunRow> runs, List<RunRow> promoted, Optional<RunRow> floor) {
        List<RunRow> repeated = runs.stream()
                .filter(run -> run.family().equals(Run.VERIFICATION))
                .toList();
        for (RunRow repetition : repeated) {
            promoted.stream()
                    .filter(claim -> claim.bytes() == repetition.bytes()
                            && claim.ended().isBefore(repetition.ended())
                            && claim.score() < repetition.score())
                    .forEach(claim -> findings.warning(
                            "not-reproduced",
                            claim.numberLabel(),
                            "it claims " + PromotionChecks.digits(claim.score()) + "; the repetition "
                                    + repetition.numberLabel() + " with as many bytes came to "
                                    + PromotionChecks.digits(repetition.score()),
                            "repeat it yourself before relying on it"));
        }
        boolean unconfirmed = floor.isPresent()
                && !repeated.isEmpty()
                && repeated.stream().allMatch(run -> floor.get().score() < run.score());
        if (unconfirmed) {
            findings.warning(
                    "floor-not-verified",
                    floor.get().numberLabel(),
                    "the floor claims " + PromotionChecks.digits(floor.get().score()) + ", better than each of the "
                            + repeated.size() + " repetitions",
                    "repeat it yourself before relying on it");
        }
    }

    private void offScale(List<RunRow> runs, RunRow floor) {
        for (RunRow run : runs) {
            if (run.score() > OFF_SCALE * floor.score()) {
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
