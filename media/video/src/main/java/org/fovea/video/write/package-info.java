/** Frames to clips. */
@NullMarked
package org.fovea.video.write;

import org.jspecify.annotations.NullMarked;
