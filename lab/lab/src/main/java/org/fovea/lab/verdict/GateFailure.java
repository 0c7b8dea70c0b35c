package org.fovea.lab.verdict;

import org.fovea.lab.record.GateResult.Gate;

/** A run did not pass; the ledger has it in writing. */
public final class GateFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final Gate gate;

    public GateFailure(Gate gate, String detail) {
        super(detail);
        this.gate = gate;
    }

    public Gate gate() {
        return gate;
    }
}
