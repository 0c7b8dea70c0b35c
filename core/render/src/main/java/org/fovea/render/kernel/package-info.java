/** The inner loops of the renderer, once with vectors and once without, of identical results. */
@NullMarked
package org.fovea.render.kernel;

import org.jspecify.annotations.NullMarked;
