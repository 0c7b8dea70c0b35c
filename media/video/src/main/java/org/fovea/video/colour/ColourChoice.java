package org.fovea.video.colour;

import java.util.Locale;

/** Who says how a clip's samples become RGB. */
public enum ColourChoice {
    /** The clip's own tags, as players do; BT.601 where there are none. */
    TAGS,
    /** The challenge: BT.601 whatever matrix the tags name. */
    CHALLENGE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
