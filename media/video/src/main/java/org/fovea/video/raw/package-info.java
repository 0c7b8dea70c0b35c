/** Frames in files without a header, and how to notice that their bytes lie differently than was said. */
@NullMarked
package org.fovea.video.raw;

import org.jspecify.annotations.NullMarked;
