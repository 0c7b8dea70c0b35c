package org.fovea.site.model;

import java.util.Optional;
import org.fovea.lab.store.RunRow;

/** What is charged for bytes. */
public enum Accounting {
    /** The archive alone. */
    CURRENT_WORKFLOW,
    /** The archive, and what inflating needs outside it. */
    RULE_FAITHFUL;

    /** The score of a run; absent where what it needs outside its archive is not known. */
    public Optional<Double> score(RunRow run) {
        return this == CURRENT_WORKFLOW ? Optional.of(run.score()) : run.ruleFaithfulScore();
    }

    /** Bytes that a run is charged for; absent as above. */
    public Optional<Long> bytes(RunRow run) {
        return this == CURRENT_WORKFLOW
                ? Optional.of(run.bytes())
                : run.payload().map(outside -> run.bytes() + outside);
    }
}
