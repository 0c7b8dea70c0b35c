/** Arithmetic coding of bits, the adaptive models that all coders share. */
@NullMarked
package org.fovea.codec.entropy;

import org.jspecify.annotations.NullMarked;
