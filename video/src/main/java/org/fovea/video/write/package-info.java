/** Frames to clips. */
package org.fovea.video.write;
