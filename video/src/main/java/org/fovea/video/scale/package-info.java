/** Frames of another size, by FFmpeg's swscale. */
package org.fovea.video.scale;
