package org.fovea.site.page;

import java.util.List;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/**
 * A candidate that another one varies, or that varies it.
 *
 * @param candidate itself
 * @param runs its runs on the same benchmark, those on all pairs first
 */
public record Relative(Numbered<Candidate> candidate, List<RunRow> runs) {
    private static final int MOST = 4;

    static Relative of(Snapshot snapshot, Numbered<Candidate> candidate, String benchmark) {
        return new Relative(
                candidate,
                snapshot.runsOf(candidate.key()).stream()
                        .filter(run -> run.benchmark().equals(benchmark))
                        .sorted(java.util.Comparator.comparing(RunRow::whole)
                                .reversed()
                                .thenComparing(RunRow::number))
                        .toList());
    }

    /** The first of its runs, for a link. */
    public List<RunRow> first() {
        return runs.subList(0, Math.min(MOST, runs.size()));
    }

    /** How many runs are left out. */
    public int more() {
        return Math.max(0, runs.size() - MOST);
    }
}
