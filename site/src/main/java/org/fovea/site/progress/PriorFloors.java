package org.fovea.site.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.history.History;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.snapshot.Snapshot;

/** What each promotion had to beat, as it was thought then. */
public final class PriorFloors {
    private PriorFloors() {}

    /**
     * Prior floors of promotions, by the key of the judgement; first floors have none. A run that was superseded since the promotion before is the prior floor, too: gates
     * write that down before they promote, so that there is no floor at that moment.
     */
    public static Map<String, RunRow> of(Snapshot snapshot) {
        Map<String, RunRow> priors = new HashMap<>();
        Map<String, RunRow> superseded = new HashMap<>(); // by benchmark, since its last promotion
        for (Numbered<Judgement> numbered : snapshot.history().judgements()) {
            Judgement judgement = numbered.record();
            if (judgement.about() != RecordKind.RUN) {
                continue;
            }
            if (judgement.verdict() == Verdict.SUPERSEDED) {
                snapshot.run(judgement.subject()).ifPresent(run -> superseded.put(judgement.benchmark(), run));
            } else if (judgement.verdict() == Verdict.PROMOTED) {
                Optional.ofNullable(superseded.remove(judgement.benchmark()))
                        .filter(run -> !run.key().equals(judgement.subject()))
                        .ifPresent(run -> priors.put(numbered.key(), run));
            }
        }
        for (History.Promotion promotion : snapshot.history().promotions()) {
            promotion
                    .floor()
                    .ifPresent(floor -> priors.put(promotion.judgement().key(), floor));
        }
        return priors;
    }
}
