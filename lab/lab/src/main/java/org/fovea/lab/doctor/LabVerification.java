package org.fovea.lab.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fovea.lab.store.LabDatabase;

/**
 * Whether a lab is whole: its database, the key of every record, what records refer to, and the content of every file
 * that a run names. It judges nothing; {@link LedgerDoctor} does.
 */
public final class LabVerification {
    private static final Set<String> CODES = Set.of(
            "key",
            "orphan",
            "verdict",
            "artifact-missing",
            "artifact-size",
            "artifact-hash",
            "artifact-unreadable",
            "artifact-unnamed");

    private LabVerification() {}

    /**
     * What is wrong.
     *
     * @param lab folder of the lab
     * @return nothing where it is whole; a file that no record names is of severity INFO, anything else an ERROR
     */
    public static List<Finding> of(LabDatabase database, Path lab) {
        Stream<Finding> damage = database.damage().stream()
                .map(line -> new Finding(
                        Finding.Severity.ERROR,
                        "database",
                        "",
                        line,
                        "restore it from a copy, or import an export into a new lab"));
        Stream<Finding> records = LedgerDoctor.examine(database.ledger(), Optional.of(lab)).stream()
                .filter(finding -> CODES.contains(finding.code()))
                .map(finding -> finding.severity() == Finding.Severity.WARNING
                        ? new Finding(
                                Finding.Severity.ERROR,
                                finding.code(),
                                finding.record(),
                                finding.message(),
                                finding.hint())
                        : finding);
        return Stream.concat(damage, records).toList();
    }
}
