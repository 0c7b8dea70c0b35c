package org.fovea.site.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/**
 * Candidates around the run's.
 *
 * @param parent that it varies
 * @param children that vary it
 * @param others runs of the same candidate
 */
public record RunFamily(Optional<Relative> parent, List<Relative> children, List<RunRow> others) {
    private static final int NEAREST = 8;

    static RunFamily of(Snapshot snapshot, RunRow run, Optional<Numbered<Candidate>> parent) {
        return new RunFamily(
                parent.map(each -> Relative.of(snapshot, run, each)),
                snapshot.children(run.candidate()).stream()
                        .map(each -> Relative.of(snapshot, run, each))
                        .filter(child -> !child.runs().isEmpty())
                        .toList(),
                snapshot.runsOf(run.candidate()).stream()
                        .filter(other -> !other.key().equals(run.key()))
                        .toList());
    }

    /** Children that are shown at once. */
    public List<Relative> nearest() {
        return children.subList(0, Math.min(NEAREST, children.size()));
    }

    /** The other ones. */
    public List<Relative> further() {
        return children.subList(nearest().size(), children.size());
    }

    /**
     * A candidate that another one varies, or that varies it.
     *
     * @param candidate itself
     * @param runs its runs on the same benchmark, those on all pairs first
     */
    public record Relative(Numbered<Candidate> candidate, List<RunRow> runs) {
        private static final int MOST = 4;

        private static Relative of(Snapshot snapshot, RunRow run, Numbered<Candidate> candidate) {
            return new Relative(
                    candidate,
                    snapshot.runsOf(candidate.key()).stream()
                            .filter(each -> each.benchmark().equals(run.benchmark()))
                            .sorted(Comparator.comparing(RunRow::whole)
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
}
