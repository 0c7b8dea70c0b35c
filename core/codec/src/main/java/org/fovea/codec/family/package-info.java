/** Families of renderer networks: which tensors a network of given parameters has, and in which order. */
@NullMarked
package org.fovea.codec.family;

import org.jspecify.annotations.NullMarked;
