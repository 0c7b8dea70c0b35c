package org.fovea.evaluate.script;

import org.fovea.config.YamlMap;

/** The planes that a network wants its pixels as. */
public enum ColourSpace {
    RGB(3),
    BGR(3),
    /** Luma, 0.299 R + 0.587 G + 0.114 B. */
    GREY(1),
    /**
     * Six planes at half the resolution: luma of the four pixels of each 2×2 block, mean U, mean V; as the challenge's
     * pose network takes them.
     */
    YUV6(6);

    private final int planes;

    ColourSpace(int planes) {
        this.planes = planes;
    }

    public String label() {
        return YamlMap.word(this);
    }

    public int planes() {
        return planes;
    }
}
