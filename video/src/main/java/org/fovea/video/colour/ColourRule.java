package org.fovea.video.colour;

/** How samples become RGB. A rule is never changed: another arithmetic gets another name, because names key caches of what was computed from it. */
public enum ColourRule {
    /** The challenge's rule: BT.601 matrix, limited range, chroma resized bilinearly with its centre between the luma samples, float32. */
    BT601_LIMITED("bt601-limited-bilinear-1"),
    /** The same with samples of full range, as JFIF defines it. */
    BT601_FULL("bt601-full-bilinear-1"),
    /** RGB samples, put in order, none changed. */
    RGB("rgb-1");

    private final String id;

    ColourRule(String id) {
        this.id = id;
    }

    /** Name with version, part of the identity of a decoder. */
    public String id() {
        return id;
    }
}
