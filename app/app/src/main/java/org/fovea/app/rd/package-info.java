/**
 * Measured points of bytes and loss: this codec beside ordinary ones ({@code bench rd}). An anchor codec encodes the
 * clip at a scale and quality; what it decodes is upscaled again and scored by the same networks as an archive's
 * frames.
 */
@NullMarked
package org.fovea.app.rd;

import org.jspecify.annotations.NullMarked;
