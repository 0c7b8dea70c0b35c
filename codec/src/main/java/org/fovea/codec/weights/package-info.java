/**
 * The weights of renderers and filters: quantised tensors and the coders that predict each value from the layer around
 * it ({@code docs/weight-coding.md}).
 */
@NullMarked
package org.fovea.codec.weights;

import org.jspecify.annotations.NullMarked;
