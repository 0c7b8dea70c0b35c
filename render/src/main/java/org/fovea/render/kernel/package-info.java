/** The inner loops of the renderer, once with vectors and once without, of identical results. */
package org.fovea.render.kernel;
