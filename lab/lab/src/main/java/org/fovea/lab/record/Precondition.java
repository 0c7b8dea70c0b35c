package org.fovea.lab.record;

/** Names of what an experiment leans on. Any other name may be used too. */
public final class Precondition {
    /** Version of the code that ran. */
    public static final String CODE = "code";

    /** Identity of the networks. */
    public static final String EVALUATORS = "evaluators";

    public static final String CLIP = "clip";

    /** Whether gradients were checked by finite differences: {@code checked}, {@code unchecked}, {@code unused}. */
    public static final String GRADIENTS = "gradients";

    /** Pairs that it was tested on. */
    public static final String SUBSET = "subset";

    /** Key of the candidate that was varied. */
    public static final String BASE = "base";

    private Precondition() {}
}
