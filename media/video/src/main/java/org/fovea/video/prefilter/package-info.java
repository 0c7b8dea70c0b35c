/** What happens to a clip's pictures before a video encoder sees them. Nothing of it is part of the archive format. */
@NullMarked
package org.fovea.video.prefilter;

import org.jspecify.annotations.NullMarked;
