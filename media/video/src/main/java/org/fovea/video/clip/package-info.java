/** Clips: what a file holds, and its frames one by one in RGB. */
@NullMarked
package org.fovea.video.clip;

import org.jspecify.annotations.NullMarked;
