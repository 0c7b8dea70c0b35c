/** Frames in files without a header, and how to notice that their bytes lie differently than was said. */
package org.fovea.video.raw;
