package org.fovea.lab.queue;

import java.util.List;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * Decides what a new run means. Called in a transaction, perhaps again for the same run: it must come to the same
 * records.
 */
@FunctionalInterface
public interface Judge {
    /**
     * Writes rounds and judgements into the ledger.
     *
     * @param experiment that made the run
     * @return experiments that are to be made next; those that are queued or done already are left alone
     */
    List<Wanted> judge(Ledger ledger, Experiment experiment, Numbered<Run> run);

    /**
     * Says what an experiment's study goes on with, now that it failed for good or was skipped.
     *
     * @return as above
     */
    default List<Wanted> givenUp(Ledger ledger, Experiment experiment) {
        return List.of();
    }

    /** An experiment that should be made. */
    record Wanted(Experiment experiment, int priority) {}
}
