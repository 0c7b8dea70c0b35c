/** AV1 elementary streams: what must be known of them before a decoder may see them. */
@NullMarked
package org.fovea.video.av1;

import org.jspecify.annotations.NullMarked;
