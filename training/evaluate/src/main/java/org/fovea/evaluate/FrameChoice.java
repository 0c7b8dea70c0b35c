package org.fovea.evaluate;

/** Which frames of a pair a network gets. */
public enum FrameChoice {
    FIRST(1),
    /** The second frame, as the challenge's segmentation network does. */
    SECOND(1),
    BOTH(2);

    private final int count;

    FrameChoice(int count) {
        this.count = count;
    }

    public int count() {
        return count;
    }
}
