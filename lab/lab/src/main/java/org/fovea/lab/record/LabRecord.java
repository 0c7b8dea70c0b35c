package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.fovea.config.CanonicalJson;

/**
 * A fact of the ledger. It is written once and never edited; what people think of it later is said by further records
 * ({@link Judgement}) that point at it.
 *
 * <p>Records point at each other by {@link #key()}, so that ledgers of different labs can be merged. Times are in UTC
 * with milliseconds.
 */
public sealed interface LabRecord
        permits Benchmark, Candidate, DeadEnd, GateResult, Hypothesis, Judgement, Note, Round, Run, Study {
    @JsonIgnore
    default RecordKind kind() {
        return RecordKind.of(getClass());
    }

    /** When it became known; a run's is its end. */
    Instant time();

    /**
     * Its name everywhere: SHA-256, in lower-case hexadecimal digits, of its canonical JSON, unless the kind says
     * otherwise.
     */
    @JsonIgnore
    default String key() {
        return CanonicalJson.hash(this);
    }
}
