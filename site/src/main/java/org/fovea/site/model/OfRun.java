package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.fovea.lab.store.RunRow;

/** A row of a data file that is about a run: what it says of the run itself. */
interface OfRun {
    /** The run. */
    RunRow run();

    /** What an imported ledger called it. */
    @JsonProperty
    default Optional<String> name() {
        return run().name();
    }

    /** Its score, archive charged. */
    @JsonProperty
    default double score() {
        return run().score();
    }

    /** Bytes of its archive. */
    @JsonProperty
    default long bytes() {
        return run().bytes();
    }
}
