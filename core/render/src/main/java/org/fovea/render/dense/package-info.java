/** Dense 3×3 convolutions row by row, with vectors and without, to the same bits. */
@NullMarked
package org.fovea.render.dense;

import org.jspecify.annotations.NullMarked;
