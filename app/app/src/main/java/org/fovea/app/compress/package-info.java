/** Encoding around the stages of a run: parts of clips, previews, inflating and scoring in a process of its own. */
@NullMarked
package org.fovea.app.compress;

import org.jspecify.annotations.NullMarked;
