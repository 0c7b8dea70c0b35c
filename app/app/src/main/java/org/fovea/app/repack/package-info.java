/** Packing a submission again, smaller, and comparing what comes back. */
@NullMarked
package org.fovea.app.repack;

import org.jspecify.annotations.NullMarked;
