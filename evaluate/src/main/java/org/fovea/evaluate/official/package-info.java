/**
 * The challenge's two networks, built by hand: a pose network (FastViT with a small head) and a segmentation network
 * (U-Net on EfficientNet-B2). Each in two forms: as trained, branch by branch, which shows every inner value; and
 * folded, for scoring and training against.
 */
@NullMarked
package org.fovea.evaluate.official;

import org.jspecify.annotations.NullMarked;
