package org.fovea.codec.weights;

/**
 * How a tensor's weights are stored.
 *
 * @param parameter FP4: weights per block; codes: bits per code; otherwise 0
 * @param perRow codes: whether each row has a range of its own
 */
record TensorEncoding(Kind kind, int parameter, boolean perRow) {
    enum Kind {
        FP4,
        HALF,
        CODES
    }
}
