/** From an archive of a video to frames: decoded, enlarged, made RGB, and taken through the archive's steps. */
package org.fovea.robust.draw;
