/** What all users of FFmpeg's libraries share. */
package org.fovea.video.ffmpeg;
