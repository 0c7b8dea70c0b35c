/**
 * From pixels to the input of a network: bilinear resizing and the six colour planes of the challenge's pose network,
 * once in plain Java for scoring and once on tensors for gradients. Both compute the same operations in the same order
 * and agree to the last bit.
 */
@NullMarked
package org.fovea.evaluate.pixel;

import org.jspecify.annotations.NullMarked;
