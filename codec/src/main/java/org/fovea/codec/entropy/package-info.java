/**
 * Arithmetic coding of bits, the adaptive models that all coders share, and the exact arithmetic that makes streams the
 * same everywhere.
 */
@NullMarked
package org.fovea.codec.entropy;

import org.jspecify.annotations.NullMarked;
