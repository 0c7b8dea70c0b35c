package org.fovea.lab.record;

import java.time.Instant;

/** Whether a run passed one of the checks before a promotion. */
public record GateResult(String run, Gate gate, boolean passed, String detail, String codeVersion, Instant time)
        implements LabRecord {
    public GateResult {
        Texts.key("the run", run);
        Texts.required("detail", detail);
        Texts.required("code version", codeVersion);
        time = Texts.time(time);
    }

    public enum Gate {
        /** All pairs of the clip, nothing replaced, an honest track, better than the baseline. */
        ALL_PAIRS,
        /** The archive makes a submission directory. */
        PACKAGE,
        /** Inflating it in a process that sees nothing else draws the frames of the run. */
        INFLATE,
        /** Scoring these gives the run's distortions, to the last digit. */
        SCORE,
        /** Enough is still seen of every class that {@code lab.yaml} names. */
        CLASSES,
        /** The golden archives still draw what they drew. */
        REGRESSION,
        /** A review says what was checked, and the risks. */
        REVIEW
    }
}
