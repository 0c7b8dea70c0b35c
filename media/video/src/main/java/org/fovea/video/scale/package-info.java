/** Frames of another size, by FFmpeg's swscale. */
@NullMarked
package org.fovea.video.scale;

import org.jspecify.annotations.NullMarked;
