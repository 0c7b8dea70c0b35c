/** Programs of this machine that Fovea runs. */
@NullMarked
package org.fovea.video.program;

import org.jspecify.annotations.NullMarked;
