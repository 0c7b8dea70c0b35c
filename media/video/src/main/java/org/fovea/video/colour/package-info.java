/** Between the samples of a clip and RGB: which rule is applied, and its arithmetic to the last bit. */
@NullMarked
package org.fovea.video.colour;

import org.jspecify.annotations.NullMarked;
