package org.fovea.site.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/**
 * A judgement of a run or of its candidate.
 *
 * @param judgement itself
 * @param time when it took its place in the order
 * @param stands whether no later judgement took it back
 * @param voidedBy judgements that took it back
 * @param evidence runs that it leans on, without the one that it is about
 */
public record Opinion(
        Numbered<Judgement> judgement,
        Instant time,
        boolean stands,
        List<Numbered<Judgement>> voidedBy,
        List<RunRow> evidence) {
    static Opinion of(Snapshot snapshot, Numbered<Judgement> judgement) {
        boolean stands = snapshot.history().stands(judgement);
        return new Opinion(
                judgement,
                snapshot.history().moment(judgement),
                stands,
                stands
                        ? List.of()
                        : snapshot.judgements(judgement.key()).stream()
                                .filter(later -> snapshot.history().stands(later)
                                        && (later.record().verdict() == Verdict.REOPENED
                                                || later.record().verdict() == Verdict.INVALIDATED))
                                .toList(),
                judgement.record().evidence().stream()
                        .filter(key -> !key.equals(judgement.record().subject()))
                        .map(snapshot::run)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Whether it has a page of its own. */
    public boolean promotion() {
        return judgement.record().verdict() == Verdict.PROMOTED;
    }
}
