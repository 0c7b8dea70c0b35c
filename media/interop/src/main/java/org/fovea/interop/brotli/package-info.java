/** Brotli streams that are followed by something else. */
@NullMarked
package org.fovea.interop.brotli;

import org.jspecify.annotations.NullMarked;
