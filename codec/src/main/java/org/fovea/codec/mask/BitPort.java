package org.fovea.codec.mask;

import org.fovea.codec.entropy.BinaryDecoder;
import org.fovea.codec.entropy.BinaryEncoder;

/**
 * Where the bits go to or come from. The models are written once, for both directions: they hand over a bit, which only counts
 * when encoding, and continue with the bit that comes back.
 */
final class BitPort {
    private static final float SCALE = 0x1p32f;
    private static final long HALF = 1L << 31;

    private final BinaryEncoder encoder;
    private final BinaryDecoder decoder;
    private final PixelMeter meter;

    BitPort(BinaryEncoder encoder) {
        this(encoder, null);
    }

    /** @param meter told of every bit, or null */
    BitPort(BinaryEncoder encoder, PixelMeter meter) {
        this.encoder = encoder;
        this.decoder = null;
        this.meter = meter;
    }

    BitPort(BinaryDecoder decoder) {
        this.encoder = null;
        this.decoder = decoder;
        this.meter = null;
    }

    /** Told of every bit that is written, or null. */
    PixelMeter meter() {
        return meter;
    }

    boolean decodes() {
        return decoder != null;
    }

    /** Codes a bit whose probability of being one is {@code probability}, which is kept at least 2^-28 away from 0 and 1. */
    int code(int bit, float probability) {
        return codeScaled(bit, Math.max(16, Math.min((1L << 32) - 16, (long) (probability * SCALE))));
    }

    /** Codes a bit whose probability of being one is {@code probability} / 2^32, 1 .. 2^32-1. */
    int codeScaled(int bit, long probability) {
        if (decoder != null) {
            return decoder.decode(probability);
        }
        if (meter != null) {
            meter.add(bit, probability);
        }
        encoder.encode(bit, probability);
        return bit;
    }

    /** Codes a number in 0..count-1 all of whose values are equally likely. */
    int codeUniform(int value, int count) {
        int low = 0;
        int size = count;
        while (size > 1) {
            int half = size / 2;
            long probability = (1L << 32) * half / size;
            if (codeScaled(value < low + half ? 1 : 0, probability) == 1) {
                size = half;
            } else {
                low += half;
                size -= half;
            }
        }
        return low;
    }

    /** Codes the low {@code count} bits of a value without a model. */
    int codeBits(int value, int count) {
        int result = 0;
        for (int i = count - 1; i >= 0; i--) {
            result = result << 1 | codeScaled(value >>> i & 1, HALF);
        }
        return result;
    }

    /** The exception for a stream that cannot be right, at the place that decoding has reached. */
    RuntimeException damaged(String reason) {
        return decoder == null
                ? new IllegalArgumentException("the frames changed between two readings")
                : decoder.damaged(reason);
    }
}
