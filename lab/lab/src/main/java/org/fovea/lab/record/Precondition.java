package org.fovea.lab.record;

/** Names of what an experiment leans on. Any other name may be used too. */
public final class Precondition {
    public static final String CODE = "code";

    public static final String EVALUATORS = "evaluators";

    public static final String CLIP = "clip";

    /** Whether gradients were checked by finite differences: {@code checked}, {@code unchecked}, {@code unused}. */
    public static final String GRADIENTS = "gradients";

    public static final String SUBSET = "subset";

    /** Key of the candidate that was varied. */
    public static final String BASE = "base";

    private Precondition() {}
}
