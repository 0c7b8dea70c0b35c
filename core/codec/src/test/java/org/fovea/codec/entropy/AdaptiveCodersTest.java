package org.fovea.codec.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveCodersTest {
    private static final String SECTION = "test";

    @Test
    void numbers_of_every_size_come_back() {
        SplittableRandom random = new SplittableRandom(1);
        int[] numbers = new int[2000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt() >>> 1 + random.nextInt(31);
        }
        numbers[7] = Integer.MAX_VALUE - 1;
        numbers[8] = 0;
        BinaryEncoder encoder = new BinaryEncoder();
        AdaptiveNumber writing = new AdaptiveNumber();
        for (int number : numbers) {
            assertThat(writing.code(BitChannel.to(encoder), number)).isEqualTo(number);
        }
        byte[] stream = encoder.finish();
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        AdaptiveNumber reading = new AdaptiveNumber();
        for (int number : numbers) {
            assertThat(reading.code(BitChannel.from(decoder), 0)).isEqualTo(number);
        }
        decoder.finish();
    }

    @Test
    void floats_of_every_bit_pattern_come_back() {
        SplittableRandom random = new SplittableRandom(2);
        float[] floats = new float[3000];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(random.nextInt() & -1 << random.nextInt(24));
        }
        floats[0] = 1f / 512;
        floats[1] = 20;
        floats[2] = -0f;
        floats[3] = Float.NEGATIVE_INFINITY;
        floats[4] = Float.NaN;
        floats[5] = Float.MIN_VALUE;
        BinaryEncoder encoder = new BinaryEncoder();
        FloatCoder writing = new FloatCoder();
        for (float value : floats) {
            writing.code(BitChannel.to(encoder), value);
        }
        byte[] stream = encoder.finish();
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        FloatCoder reading = new FloatCoder();
        for (float value : floats) {
            int bits = Float.floatToRawIntBits(reading.code(BitChannel.from(decoder), 0));
            assertThat(bits).isEqualTo(Float.floatToRawIntBits(value));
        }
        decoder.finish();
    }

    @Test
    void lattice_codes_typical_numbers_cheaply_and_all_others_at_all() {
        // A single candidate that knows only 3 and 4, and a number that it gives no probability.
        MixtureLattice.Cells cells = (index, below) -> below[0] = index <= 3 ? 0 : index == 4 ? 0.25 : 1;
        long[] numbers = {3, 4, 4, 4, 77, 4, 3, (1L << 32) - 1, 0};
        BinaryEncoder encoder = new BinaryEncoder();
        double[] weights = {1};
        double[] probabilities = new double[1];
        CostMeter typical = new CostMeter();
        CostMeter other = new CostMeter();
        for (long number : numbers) {
            MixtureLattice lattice = new MixtureLattice();
            lattice.code(number == 3 || number == 4 ? typical : other, number, 32, weights, 1, cells, probabilities);
            assertThat(lattice.code(BitChannel.to(encoder), number, 32, weights, 1, cells, probabilities))
                    .isEqualTo(number);
            assertThat(probabilities[0]).isPositive();
        }
        assertThat(typical.bits()).isBetween(4 * 0.41 + 2 * 2.0, 4 * 0.42 + 2 * 2.01);
        // Per number up to 12 + 32 bits; less where it shares leading bits with the typical ones, as probabilities end
        // at 2^-28.
        assertThat(other.bits()).isBetween(3 * 28.0, 3 * 44.01);
        byte[] stream = encoder.finish();
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        for (long number : numbers) {
            assertThat(new MixtureLattice().code(BitChannel.from(decoder), 0, 32, weights, 1, cells, probabilities))
                    .isEqualTo(number);
        }
        decoder.finish();
    }

    @Test
    void probabilities_outside_the_range_are_clipped() {
        assertThat(BitChannel.scaled(0)).isEqualTo(16);
        assertThat(BitChannel.scaled(-3)).isEqualTo(16);
        assertThat(BitChannel.scaled(Double.NaN)).isEqualTo(16);
        assertThat(BitChannel.scaled(0.25)).isEqualTo(1L << 30);
        assertThat(BitChannel.scaled(Double.POSITIVE_INFINITY)).isEqualTo((1L << 32) - 16);
    }
}
