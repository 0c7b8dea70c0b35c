/**
 * Anchor codecs: ordinary codecs that this one is compared with. Each is a stream encoder with its usual settings; what
 * its stream decodes to is upscaled to the original's size, and a search finds the scale and quality that suit it best.
 */
@NullMarked
package org.fovea.app.anchor;

import org.jspecify.annotations.NullMarked;
