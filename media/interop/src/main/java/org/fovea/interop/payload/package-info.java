/** Payloads read from front to back. */
@NullMarked
package org.fovea.interop.payload;

import org.jspecify.annotations.NullMarked;
