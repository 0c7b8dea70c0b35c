/** From an archive of a video to frames: decoded, upscaled, made RGB, and taken through the archive's steps. */
package org.fovea.video.inflate;
