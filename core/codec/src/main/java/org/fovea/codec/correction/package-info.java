/** Corrections: edits of single tiles and of whole frames that the encoder found to pay for their bytes. */
@NullMarked
package org.fovea.codec.correction;

import org.jspecify.annotations.NullMarked;
