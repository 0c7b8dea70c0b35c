package org.fovea.evaluate.script;

/** How frames of another size are brought to the size that a network wants. Both rules sample at half-pixel centres. */
public enum ResizeRule {
    /**
     * Between the four nearest pixels, whatever the ratio; the challenge's rule, PyTorch's
     * {@code interpolate(mode="bilinear")}.
     */
    BILINEAR,
    /**
     * A triangle as wide as the ratio, so that no pixel is skipped when shrinking; PyTorch's {@code interpolate(…,
     * antialias=True)}, Pillow's rule.
     */
    ANTIALIASED
}
