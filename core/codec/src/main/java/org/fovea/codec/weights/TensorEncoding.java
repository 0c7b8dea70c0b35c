package org.fovea.codec.weights;

/**
 * How a tensor's weights are stored.
 *
 * @param kind the number format
 * @param parameter FP4: weights per block; codes: bits per code; otherwise 0
 * @param perRow codes: whether each row has a range of its own
 */
record TensorEncoding(Kind kind, int parameter, boolean perRow) {
    enum Kind {
        FP4,
        HALF,
        CODES
    }

    static TensorEncoding of(QuantisedTensor tensor) {
        return switch (tensor) {
            case Fp4Tensor fp4 -> new TensorEncoding(Kind.FP4, fp4.blockSize(), false);
            case HalfTensor half -> new TensorEncoding(Kind.HALF, 0, false);
            case CodedTensor coded -> new TensorEncoding(Kind.CODES, coded.bitsPerCode(), coded.perRow());
            case SteppedTensor stepped ->
                throw new IllegalArgumentException(stepped.name() + " has a step, which this coder does not store");
        };
    }
}
