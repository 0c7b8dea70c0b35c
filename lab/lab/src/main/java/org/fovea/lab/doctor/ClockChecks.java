package org.fovea.lab.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/** Whether the times of records can follow each other. */
final class ClockChecks {
    private static final Duration JUMP = Duration.ofDays(1);
    private static final String HINT = "look at the clock of the machine that wrote it";

    private final LedgerDoctor.Findings findings;

    ClockChecks(LedgerDoctor.Findings findings) {
        this.findings = findings;
    }

    void check(List<RunRow> rows, History history) {
        for (RunRow row : rows) {
            if (row.ended().isBefore(row.started())) {
                findings.warning(
                        "clock-run",
                        row.numberLabel(),
                        "it ended at " + row.ended() + ", before it started at " + row.started(),
                        HINT);
            }
        }
        for (Numbered<Judgement> judgement : history.judgements()) {
            check(judgement, history);
        }
        jumps(rows);
    }

    private void check(Numbered<Judgement> numbered, History history) {
        Judgement judgement = numbered.record();
        List<String> runs = new ArrayList<>(judgement.evidence());
        if (judgement.about() == RecordKind.RUN) {
            runs.add(judgement.subject());
        }
        runs.stream()
                .distinct()
                .flatMap(key -> history.run(key).stream())
                .filter(run -> judgement.time().isBefore(run.ended()))
                .findFirst()
                .ifPresent(run -> findings.warning(
                        "clock-judgement",
                        numbered.label(),
                        "it was judged at " + judgement.time() + ", before " + run.numberLabel() + " ended at "
                                + run.ended(),
                        HINT));
    }

    /** Runs come into a ledger when they end; those of other labs when they are merged. */
    private void jumps(List<RunRow> rows) {
        Instant latest = Instant.MIN;
        for (RunRow row : rows) {
            if (latest != Instant.MIN && row.ended().isBefore(latest.minus(JUMP))) {
                findings.warning(
                        "clock-order",
                        row.numberLabel(),
                        "it ended at " + row.ended() + ", more than a day before a run with a smaller number, at "
                                + latest,
                        HINT + ", unless it was merged from another lab");
            }
            latest = row.ended().isAfter(latest) ? row.ended() : latest;
        }
    }
}
