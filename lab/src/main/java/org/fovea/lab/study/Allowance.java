package org.fovea.lab.study;

import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/** Whether a study may ask for one more run, besides what its own budget says. Missing runs of the floor are not asked about. */
@FunctionalInterface
public interface Allowance {
    /** No limits but those of the plans. */
    Allowance ALL = (_, _, _) -> true;

    /**
     * Whether it may.
     *
     * @param ledger in the transaction that would ask for the run
     * @param study that would ask
     * @param asked experiments that are asked for in the same breath and are not queued yet
     */
    boolean allows(Ledger ledger, Numbered<Study> study, int asked);
}
