/** Drawing the frames of an archive: pair by pair into memory, as a source of frames, or into files. */
@NullMarked
package org.fovea.app.inflate;

import org.jspecify.annotations.NullMarked;
