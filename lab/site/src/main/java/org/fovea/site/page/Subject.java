package org.fovea.site.page;

import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.Snapshot;

/**
 * The record that a judgement or a note is about.
 *
 * @param label as people read it: R-0107; a key where the ledger does not have it
 * @param path where it is, from the site's root; absent where it has no place
 * @param what it is, in words
 * @param run itself, where it is one
 */
public record Subject(String label, Optional<String> path, String what, Optional<RunRow> run) {
    /** The record of a key; absent where the ledger does not have it. */
    static Optional<Subject> of(Snapshot snapshot, RecordLinks links, String key) {
        Optional<RunRow> run = snapshot.run(key);
        return run.map(row -> row.numberLabel())
                .or(() -> snapshot.find(LabRecord.class, key).map(Numbered::label))
                .map(label -> new Subject(
                        label, links.path(label), run.map(RunRow::label).orElseGet(() -> what(snapshot, key)), run));
    }

    static Subject unknown(String key) {
        return new Subject(Wording.shortHash(key), Optional.empty(), "a record of this lab", Optional.empty());
    }

    private static String what(Snapshot snapshot, String key) {
        LabRecord record = snapshot.find(LabRecord.class, key).orElseThrow().record();
        return switch (record) {
            case DeadEnd deadEnd -> "the dead end of " + deadEnd.family();
            case Judgement judgement ->
                "the judgement “" + Wording.word(judgement.verdict()) + "”"
                        + snapshot.run(judgement.subject())
                                .map(run -> " about " + run.numberLabel())
                                .orElse("");
            case Candidate candidate -> candidate.label();
            case Study study -> "the study " + study.name();
            default -> Wording.word(record.kind());
        };
    }
}
