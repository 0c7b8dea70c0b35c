/** Poses, a few numbers for each pair of frames that say how the camera moved, and their coder. */
@NullMarked
package org.fovea.codec.pose;

import org.jspecify.annotations.NullMarked;
