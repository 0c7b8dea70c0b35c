package org.fovea.video.colour;

/**
 * How samples become RGB. A rule is never changed: another arithmetic gets another name, because names key caches of
 * what was computed from it.
 */
public enum ColourRule {
    /**
     * The challenge's rule: BT.601 matrix, limited range, chroma resized bilinearly with its centre between the luma
     * samples, float32.
     */
    BT601_LIMITED(
            "bt601-limited-bilinear-1",
            "BT.601, limited range, chroma bilinear, as the challenge does whatever the tags say"),
    /** The same with samples of full range, as JFIF defines it. */
    BT601_FULL("bt601-full-bilinear-1", "BT.601, full range, chroma bilinear"),
    /** RGB samples, put in order, none changed. */
    RGB("rgb-1", "RGB samples, none changed");

    private final String id;
    private final String title;

    ColourRule(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Name with version, part of the identity of a decoder. */
    public String id() {
        return id;
    }

    /** Name in tables and messages. */
    public String title() {
        return title;
    }
}
