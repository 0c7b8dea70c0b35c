package org.fovea.codec.entropy;

/**
 * Codes single floats of headers: exponents near that of 1 and mantissas of few significant bits cost little, every bit
 * pattern is possible.
 */
public final class FloatCoder {
    private static final int MANTISSA = 23;
    private static final int BIAS = 127;

    private final AdaptiveBit negative = new AdaptiveBit(0.9, 0.1);
    private final AdaptiveNumber exponents = new AdaptiveNumber();
    private final AdaptiveNumber significant = new AdaptiveNumber();

    /** Whether all numbers are halves, bit by bit. */
    public static boolean areHalves(float... values) {
        for (float value : values) {
            float half = Float.float16ToFloat(Float.floatToFloat16(value));
            if (Float.floatToRawIntBits(half) != Float.floatToRawIntBits(value)) {
                return false;
            }
        }
        return true;
    }

    /** Codes a number as it is, with 16 bits or 32. */
    public static float codeRaw(BitChannel channel, boolean half, float value) {
        return half
                ? Float.float16ToFloat((short) channel.codeRaw(Float.floatToFloat16(value) & 0xffff, 16))
                : Float.intBitsToFloat(channel.codeRaw(Float.floatToRawIntBits(value), 32));
    }

    public float code(BitChannel channel, float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = negative.code(channel, bits >>> 31);
        int distance = (bits >>> MANTISSA & 0xff) - BIAS;
        int folded = exponents.code(channel, distance << 1 ^ distance >> 31);
        int exponent = ((folded >>> 1 ^ -(folded & 1)) + BIAS) & 0xff;
        int mantissa = bits & (1 << MANTISSA) - 1;
        int length = mantissa == 0 ? 0 : MANTISSA - Integer.numberOfTrailingZeros(mantissa);
        length = Math.min(MANTISSA, significant.code(channel, length));
        int coded = 0;
        if (length > 0) {
            // The last significant bit is a one.
            coded = channel.codeRaw(mantissa >>> MANTISSA - length + 1, length - 1) << 1 | 1;
            coded <<= MANTISSA - length;
        }
        return Float.intBitsToFloat(sign << 31 | exponent << MANTISSA | coded);
    }
}
