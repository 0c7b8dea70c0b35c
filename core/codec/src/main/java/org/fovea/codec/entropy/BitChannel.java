package org.fovea.codec.entropy;

import java.util.function.Consumer;
import java.util.function.Function;
import org.fovea.codec.FormatException;

/**
 * One direction of a binary arithmetic coder. A model that is written once against this interface serves as encoder and
 * as decoder, so that both compute the same probabilities by construction: the encoder's channel writes the bit it is
 * given and returns it, the decoder's channel ignores its argument and returns the bit it reads.
 */
@FunctionalInterface
public interface BitChannel {
    /**
     * Codes one bit.
     *
     * @param bit the bit when encoding; ignored when decoding
     * @param probabilityOfOne probability that the bit is one, times 2^32, in 1 .. 2^32-1 (not checked: this is the hot
     *     path)
     */
    int codeScaled(int bit, long probabilityOfOne);

    /**
     * Codes one bit.
     *
     * @param bit the bit when encoding; ignored when decoding
     * @param probabilityOfOne probability that the bit is one. Anything is allowed: it is clipped to 2^-28 .. 1-2^-28,
     *     and NaN counts as 0
     */
    default int code(int bit, double probabilityOfOne) {
        return codeScaled(bit, scaled(probabilityOfOne));
    }

    /** Codes the lowest {@code count} bits (0..32) of a number with probability one half each, highest first. */
    default int codeRaw(int value, int count) {
        int coded = 0;
        for (int i = count - 1; i >= 0; i--) {
            coded = coded << 1 | codeScaled(value >>> i & 1, 1L << 31);
        }
        return coded;
    }

    /** Codes a number in 0..count-1 all of whose values are equally likely. */
    default int codeUniform(int value, int count) {
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

    /** Whether bits are read, so that those given do not matter. */
    default boolean decodes() {
        return false;
    }

    /** Place in the stream for error messages: bytes read so far, 0 when encoding. */
    default int offset() {
        return 0;
    }

    /** The channel that writes to {@code encoder}. */
    static BitChannel to(BinaryEncoder encoder) {
        return (bit, probability) -> {
            encoder.encode(bit, probability);
            return bit;
        };
    }

    /** The channel that reads from {@code decoder}; it throws what the decoder throws. */
    static BitChannel from(BinaryDecoder decoder) {
        return new BitChannel() {
            @Override
            public int codeScaled(int bit, long probabilityOfOne) {
                return decoder.decode(probabilityOfOne);
            }

            @Override
            public boolean decodes() {
                return true;
            }

            @Override
            public int offset() {
                return decoder.offset();
            }
        };
    }

    /** The stream of what {@code work} codes. */
    static byte[] write(Consumer<BitChannel> work) {
        BinaryEncoder encoder = new BinaryEncoder();
        work.accept(to(encoder));
        return encoder.finish();
    }

    /**
     * What {@code work} decodes from a stream, all of which it must read.
     *
     * @param section what the stream is, for error messages
     * @param from index of the stream's first byte
     * @throws FormatException where the stream is damaged
     */
    static <T> T read(String section, byte[] stream, int from, Function<BitChannel, T> work) {
        BinaryDecoder decoder = new BinaryDecoder(section, stream, from, stream.length - from);
        T content = work.apply(from(decoder));
        decoder.finish();
        return content;
    }

    /** A probability as a multiple of 2^-32, clipped. */
    static long scaled(double probability) {
        long least = 16;
        long whole = 1L << 32;
        return Math.max(least, Math.min(whole - least, (long) (probability * whole)));
    }
}
