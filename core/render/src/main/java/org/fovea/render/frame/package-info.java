/** From a network's picture to an output frame: corrections, resizing, files. */
@NullMarked
package org.fovea.render.frame;

import org.jspecify.annotations.NullMarked;
