/**
 * Elementary streams, video without a container, as archives hold them: stored in few bytes, decoded to planes,
 * encoded.
 */
@NullMarked
package org.fovea.video.stream;

import org.jspecify.annotations.NullMarked;
