package org.fovea.codec.entropy;

/**
 * One direction of a binary arithmetic coder. A model that is written once against this interface serves as encoder and as
 * decoder, so that both compute the same probabilities by construction: the encoder's channel writes the bit it is given and
 * returns it, the decoder's channel ignores its argument and returns the bit it reads.
 */
public interface BitChannel {
    /**
     * Codes one bit.
     *
     * @param bit the bit when encoding; ignored when decoding
     * @param probabilityOfOne probability that the bit is one. Anything is allowed: it is clipped to 2^-28 .. 1-2^-28, and NaN
     *     counts as 0
     * @return the bit that was coded
     */
    int code(int bit, double probabilityOfOne);

    /** Says to which field of the content the next bits belong; only {@link CostMeter} listens. */
    default void enter(String field) {}

    /** Codes the lowest {@code count} bits (0..32) of a number with probability one half each, highest first. */
    default int codeRaw(int value, int count) {
        int coded = 0;
        for (int i = count - 1; i >= 0; i--) {
            coded = coded << 1 | code(value >>> i & 1, 0.5);
        }
        return coded;
    }

    /** Place in the stream for error messages: bytes read so far, 0 when encoding. */
    default int offset() {
        return 0;
    }

    /** The channel that writes to {@code encoder}. */
    static BitChannel to(BinaryEncoder encoder) {
        return (bit, probability) -> {
            encoder.encode(bit, scaled(probability));
            return bit;
        };
    }

    /** The channel that reads from {@code decoder}; it throws what the decoder throws. */
    static BitChannel from(BinaryDecoder decoder) {
        return new BitChannel() {
            @Override
            public int code(int bit, double probabilityOfOne) {
                return decoder.decode(scaled(probabilityOfOne));
            }

            @Override
            public int offset() {
                return decoder.offset();
            }
        };
    }

    /** A probability as a multiple of 2^-32, clipped. */
    static long scaled(double probability) {
        long least = 16;
        long whole = 1L << 32;
        return Math.max(least, Math.min(whole - least, (long) (probability * whole)));
    }
}
