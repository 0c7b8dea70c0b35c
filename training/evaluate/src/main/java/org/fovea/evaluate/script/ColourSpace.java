package org.fovea.evaluate.script;

/** The planes that a network wants its pixels as. */
public enum ColourSpace {
    /** Red, green, blue. */
    RGB("rgb", 3),
    /** Blue, green, red. */
    BGR("bgr", 3),
    /** Luma, 0.299 R + 0.587 G + 0.114 B. */
    GREY("grey", 1),
    /**
     * Six planes at half the resolution: luma of the four pixels of each 2×2 block, mean U, mean V; as the challenge's
     * pose network takes them.
     */
    YUV6("yuv6", 6);

    private final String label;
    private final int planes;

    ColourSpace(String label, int planes) {
        this.label = label;
        this.planes = planes;
    }

    /** The name in a description. */
    public String label() {
        return label;
    }

    /** Number of planes of a frame. */
    public int planes() {
        return planes;
    }
}
