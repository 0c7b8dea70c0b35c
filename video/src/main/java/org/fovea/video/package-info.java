/** Clips to frames and back, through FFmpeg in this process. */
package org.fovea.video;
