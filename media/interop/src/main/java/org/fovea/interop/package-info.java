/** Foreign submissions, read into the same content as Fovea's own archives. */
@NullMarked
package org.fovea.interop;

import org.jspecify.annotations.NullMarked;
