/** What the robust track keeps of a clip: a coded video, and what makes frames of its pictures. */
@NullMarked
package org.fovea.codec.video;

import org.jspecify.annotations.NullMarked;
