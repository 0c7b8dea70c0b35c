/** LibTorch: loaded once, configured for answers that repeat to the last bit, and copying in and out of it. */
@NullMarked
package org.fovea.evaluate.torch;

import org.jspecify.annotations.NullMarked;
