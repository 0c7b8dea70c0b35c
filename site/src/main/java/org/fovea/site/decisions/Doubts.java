package org.fovea.site.decisions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LedgerDoctor;
import org.fovea.site.snapshot.Snapshot;

/** What the lab's doctor finds doubtful in the ledger; files are not looked at. Examined once, when first asked. Safe for several threads. */
public final class Doubts {
    private final Snapshot snapshot;
    private List<Finding> findings;

    /** About the records of a snapshot. */
    public Doubts(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Those about records with these labels, the worst first. */
    public synchronized List<Finding> about(Set<String> labels) {
        if (findings == null) {
            findings = LedgerDoctor.examine(snapshot.ledger(), Optional.empty());
        }
        return findings.stream()
                .filter(finding -> labels.contains(finding.record()))
                .toList();
    }
}
