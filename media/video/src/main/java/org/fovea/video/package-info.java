/** Clips to frames and back, through FFmpeg in this process. */
@NullMarked
package org.fovea.video;

import org.jspecify.annotations.NullMarked;
