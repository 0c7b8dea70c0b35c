package org.fovea.evaluate.script;

/** How two frames make one input. */
public enum PairLayout {
    /** [N, 2, planes, height, width]. */
    STACKED("stacked"),
    /** [N, 2 · planes, height, width], the first frame's planes first. */
    CHANNELS("channels");

    private final String label;

    PairLayout(String label) {
        this.label = label;
    }

    /** The name in a description. */
    public String label() {
        return label;
    }
}
