/** What all users of FFmpeg's libraries share. */
@NullMarked
package org.fovea.video.ffmpeg;

import org.jspecify.annotations.NullMarked;
