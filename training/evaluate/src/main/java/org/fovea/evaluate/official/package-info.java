/**
 * The challenge's two networks, built by hand: a pose network (FastViT with a small head) and a segmentation network
 * (U-Net on EfficientNet-B2), with batch norms and parallel branches folded into convolutions.
 */
@NullMarked
package org.fovea.evaluate.official;

import org.jspecify.annotations.NullMarked;
