package org.fovea.site.page;

import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.Snapshot;

/**
 * The record that a judgement is about.
 *
 * @param label as people read it: R-0107; a key where the ledger does not have it
 * @param path where it is, from the site's root; absent where it has no place
 * @param what it is, in words
 * @param run itself, where it is one
 */
public record Subject(String label, Optional<String> path, String what, Optional<RunRow> run) {
    static Subject of(Snapshot snapshot, RecordLinks links, Judgement judgement) {
        String key = judgement.subject();
        return switch (judgement.about()) {
            case RUN ->
                snapshot.run(key)
                        .map(run -> new Subject(
                                run.numberLabel(), links.path(run.numberLabel()), run.label(), Optional.of(run)))
                        .orElseGet(() -> unknown(key));
            case DEAD_END ->
                snapshot.find(DeadEnd.class, key)
                        .map(found -> named(
                                links,
                                found,
                                "the dead end of " + found.record().family()))
                        .orElseGet(() -> unknown(key));
            case JUDGEMENT ->
                snapshot.find(Judgement.class, key)
                        .map(found -> named(links, found, judged(snapshot, found.record())))
                        .orElseGet(() -> unknown(key));
            case CANDIDATE ->
                snapshot.find(Candidate.class, key)
                        .map(found -> named(links, found, found.record().label()))
                        .orElseGet(() -> unknown(key));
            default -> unknown(key);
        };
    }

    private static String judged(Snapshot snapshot, Judgement judgement) {
        return "the judgement “" + Wording.word(judgement.verdict()) + "”"
                + snapshot.run(judgement.subject())
                        .map(run -> " about " + run.numberLabel())
                        .orElse("");
    }

    private static Subject named(RecordLinks links, Numbered<?> record, String what) {
        return new Subject(record.label(), links.path(record.label()), what, Optional.empty());
    }

    private static Subject unknown(String key) {
        return new Subject(Wording.shortHash(key), Optional.empty(), "a record of this lab", Optional.empty());
    }
}
