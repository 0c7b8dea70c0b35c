package org.fovea.lab.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * Candidates that a judge has looked up, and where they are in the spaces of studies. Records never change, so each is
 * asked for once: a study of a thousand candidates would otherwise ask for all of them after each run. Safe for several
 * threads.
 */
final class KnownCandidates {
    private static final int MOST = 20_000; // those that were not used for longest go first

    private final Map<List<String>, Place> places = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Place> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A candidate in the space of a study.
     *
     * @param point where it is; absent where it is outside
     */
    record Place(Candidate candidate, Optional<Map<String, String>> point) {}

    /** A candidate; absent where the ledger does not have it. */
    synchronized Optional<Place> find(Ledger ledger, StudyContext context, String candidate) {
        List<String> key = List.of(context.study().key(), candidate);
        Place known = places.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Place> found = ledger.find(Candidate.class, candidate)
                .map(Numbered::record)
                .map(record -> new Place(record, context.point(record)));
        found.ifPresent(place -> places.put(key, place));
        return found;
    }
}
