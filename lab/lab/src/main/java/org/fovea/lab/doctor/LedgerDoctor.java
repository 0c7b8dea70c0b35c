package org.fovea.lab.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * Looks for what is doubtful in a ledger: records that are not what their keys say or refer to nothing, files that are
 * gone or changed, clocks that jumped, promotions that did not beat the baseline of their time, and a baseline's
 * accounting that is missing. It changes nothing.
 */
public final class LedgerDoctor {
    private static final String CLOCK_HINT = "look at the clock of the machine that wrote it";

    private final Ledger ledger;
    private final Findings findings = new Findings();

    private LedgerDoctor(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Examines a ledger.
     *
     * @param lab folder that the artifacts' paths start from; absent: files are not looked at
     * @return what was found, the worst first, then by code and number
     */
    public static List<Finding> examine(Ledger ledger, Optional<Path> lab) {
        return new LedgerDoctor(ledger).all(lab);
    }

    private List<Finding> all(Optional<Path> lab) {
        List<RunRow> rows = ledger.runs(RunQuery.all());
        History history = History.of(ledger, rows);
        for (RecordKind kind : RecordKind.values()) {
            if (kind != RecordKind.RUN) {
                all(kind.type()).forEach(this::consistency);
            }
        }
        Optional<ArtifactChecks> artifacts = lab.map(folder -> new ArtifactChecks(folder, findings));
        for (RunRow row : rows) {
            Numbered<Run> run = ledger.find(Run.class, row.number()).orElseThrow();
            consistency(run);
            artifacts.ifPresent(checks -> checks.check(run));
        }
        artifacts.ifPresent(checks -> checks.unnamed(named(rows)));
        clocks(rows, history);
        new ClaimChecks(ledger, findings).check(rows, history);
        return findings.sorted();
    }

    /** Hashes of files that a record names: those of runs, and archives that encodes begin with. */
    private Set<String> named(List<RunRow> rows) {
        Set<String> hashes = new HashSet<>();
        for (RunRow row : rows) {
            ledger.find(Run.class, row.number())
                    .orElseThrow()
                    .record()
                    .artifacts()
                    .forEach(artifact -> hashes.add(artifact.sha256()));
        }
        for (Numbered<Candidate> candidate : ledger.all(Candidate.class)) {
            candidate.record().recipe().init().ifPresent(hashes::add);
        }
        return hashes;
    }

    private void clocks(List<RunRow> rows, History history) {
        for (RunRow row : rows) {
            if (row.ended().isBefore(row.started())) {
                findings.warning(
                        "clock-run",
                        row.numberLabel(),
                        "it ended at " + row.ended() + ", before it started at " + row.started(),
                        CLOCK_HINT);
            }
        }
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        for (Numbered<Judgement> judgement : history.judgements()) {
            clocks(judgement, history);
            if (judgement.record().time().isAfter(tomorrow)) {
                findings.warning(
                        "clock-future",
                        judgement.label(),
                        "it is dated " + judgement.record().time() + ", which has not come yet",
                        "find out whose clock was wrong, or who wanted it to look so");
            }
        }
    }

    private void clocks(Numbered<Judgement> numbered, History history) {
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
                        CLOCK_HINT));
    }

    private List<Numbered<?>> all(Class<? extends LabRecord> type) {
        return new ArrayList<>(ledger.all(type));
    }

    private void consistency(Numbered<?> numbered) {
        if (!numbered.record().key().equals(numbered.key())) {
            findings.error(
                    "key",
                    numbered.label(),
                    "its content is not what its key says",
                    "do not trust it; restore the ledger from an export");
        }
        for (Link link : Link.of(numbered.record())) {
            if (!ledger.has(link)) {
                findings.error(
                        "orphan",
                        numbered.label(),
                        "it refers to " + link.key() + ", which is not there",
                        "restore the ledger from an export");
            }
        }
    }

    static final class Findings {
        private final List<Finding> all = new ArrayList<>();

        void error(String code, String record, String message, String hint) {
            all.add(new Finding(Finding.Severity.ERROR, code, record, message, hint));
        }

        void warning(String code, String record, String message, String hint) {
            all.add(new Finding(Finding.Severity.WARNING, code, record, message, hint));
        }

        void info(String code, String record, String message, String hint) {
            all.add(new Finding(Finding.Severity.INFO, code, record, message, hint));
        }

        List<Finding> sorted() {
            return all.stream()
                    .sorted(Comparator.comparing(Finding::severity)
                            .thenComparing(Finding::code)
                            .thenComparing(Finding::record))
                    .toList();
        }
    }
}
