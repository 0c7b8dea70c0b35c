/** From an archive of a video to frames: decoded, upscaled, made RGB, and taken through the archive's steps. */
@NullMarked
package org.fovea.video.inflate;

import org.jspecify.annotations.NullMarked;
