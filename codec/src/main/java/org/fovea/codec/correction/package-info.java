/**
 * Corrections: edits of single tiles and of whole frames that the encoder found to pay for their bytes, and their
 * coders.
 */
@NullMarked
package org.fovea.codec.correction;

import org.jspecify.annotations.NullMarked;
