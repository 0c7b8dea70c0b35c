package org.fovea.codec.family;

/** What a tensor does in its network; a weight coder's prior depends on it. */
public enum TensorRole {
    EMBEDDING,
    DEPTHWISE,
    POINTWISE,
    CONVOLUTION,
    CONVOLUTION_BIAS,
    NORM_WEIGHT,
    NORM_BIAS,
    LINEAR_WEIGHT,
    LINEAR_BIAS,
    HEAD_WEIGHT,
    HEAD_BIAS
}
