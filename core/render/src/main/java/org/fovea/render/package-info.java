/**
 * From archives to frames: {@link org.fovea.render.ArchiveInflater} renders the content of an archive into a
 * {@link org.fovea.render.FrameSink}. Frames are the same to the bit on every machine and with any number of threads.
 */
@NullMarked
package org.fovea.render;

import org.jspecify.annotations.NullMarked;
