package org.fovea.evaluate.script;

/** How two frames make one input. */
public enum PairLayout {
    /** [N, 2, planes, height, width]. */
    STACKED,
    /** [N, 2 · planes, height, width], the first frame's planes first. */
    CHANNELS
}
