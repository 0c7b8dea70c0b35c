package org.fovea.codec.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;

class BinaryCoderTest {
    /** Probability one half. */
    private static final long HALF = 1L << 31;

    private static final int CHECK = 0xA5C3;

    private static final long ONE = 1L << 32;

    @Test
    void every_sequence_of_bits_comes_back_and_ends_where_it_ended() {
        Random random = new Random(1);
        for (int round = 0; round < 5000; round++) {
            Sequence sequence = Sequence.random(random, random.nextInt(300));
            byte[] stream = sequence.encode();
            BinaryDecoder decoder = new BinaryDecoder("test", stream, 0, stream.length);
            sequence.expectFrom(decoder);
            decoder.finish();
        }
    }

    @Test
    void length_is_the_information_of_the_bits() {
        Random random = new Random(2);
        Sequence sequence = Sequence.random(random, 200_000);
        double bits = 0;
        for (int i = 0; i < sequence.bits.length; i++) {
            double p = sequence.probabilities[i] / (double) ONE;
            bits -= Math.log(sequence.bits[i] == 1 ? p : 1 - p) / Math.log(2);
        }
        assertThat(sequence.encode().length).isBetween((int) (bits / 8), (int) (bits / 8 * 1.0001) + 2);
    }

    @Test
    void certain_bits_cost_nothing() {
        BinaryEncoder encoder = new BinaryEncoder();
        for (int i = 0; i < 100_000; i++) {
            encoder.encode(0, 1);
        }
        assertThat(encoder.finish().length).isLessThanOrEqualTo(1);
    }

    @Test
    void no_bits_are_no_bytes() {
        assertThat(new BinaryEncoder().finish()).isEmpty();
        new BinaryDecoder("test", new byte[0], 0, 0).finish();
    }

    @Test
    void reads_inside_a_bigger_array_and_reports_what_follows() {
        Random random = new Random(3);
        Sequence sequence = Sequence.random(random, 500);
        byte[] stream = sequence.encode();
        byte[] around = new byte[stream.length + 20];
        Arrays.fill(around, (byte) 0x5A);
        System.arraycopy(stream, 0, around, 7, stream.length);
        BinaryDecoder exact = new BinaryDecoder("test", around, 7, stream.length);
        sequence.expectFrom(exact);
        assertThat(exact.finishWithSurplus()).isZero();
        BinaryDecoder padded =
                new BinaryDecoder("test", Arrays.copyOf(stream, stream.length + 9), 0, stream.length + 9);
        sequence.expectFrom(padded);
        assertThat(padded.finishWithSurplus()).isEqualTo(9);
        BinaryDecoder surplus =
                new BinaryDecoder("test", Arrays.copyOf(stream, stream.length + 1), 0, stream.length + 1);
        sequence.expectFrom(surplus);
        assertThrown(FormatException.class, surplus::finish, "left over");
    }

    @Test
    void stops_within_eight_bytes_after_the_end() {
        BinaryDecoder decoder = new BinaryDecoder("test", new byte[] {1, 2, 3}, 0, 3);
        decodeBits(decoder, 24);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 9; i++) {
                        decodeBits(decoder, 8);
                    }
                })
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("truncated")
                .extracting(e -> ((FormatException) e).offset())
                .isEqualTo(3L);
    }

    @Test
    void cut_streams_are_truncated_or_fail_a_check_at_their_end() {
        Random random = new Random(4);
        int unnoticed = 0;
        int cuts = 0;
        for (int round = 0; round < 100; round++) {
            Sequence sequence = Sequence.random(random, 1500);
            BinaryEncoder encoder = new BinaryEncoder();
            sequence.encodeTo(encoder);
            for (int i = 15; i >= 0; i--) {
                encoder.encode(CHECK >>> i & 1, HALF);
            }
            byte[] stream = encoder.finish();
            for (int length = 0; length < stream.length; length++) {
                cuts++;
                unnoticed += decodesWithCheck(sequence, Arrays.copyOf(stream, length)) ? 1 : 0;
            }
        }
        // A check of 16 bits misses one cut in 65,536.
        assertThat(cuts).isGreaterThan(1500);
        assertThat(unnoticed).isLessThanOrEqualTo(1);
    }

    private static int decodeBits(BinaryDecoder decoder, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | decoder.decode(HALF);
        }
        return value;
    }

    private static boolean decodesWithCheck(Sequence sequence, byte[] stream) {
        try {
            BinaryDecoder decoder = new BinaryDecoder("test", stream, 0, stream.length);
            for (long probability : sequence.probabilities) {
                decoder.decode(probability);
            }
            boolean check = decodeBits(decoder, 16) == CHECK;
            decoder.finish();
            return check;
        } catch (FormatException expected) {
            assertThat(expected.offset()).isBetween(0L, (long) stream.length);
            return false;
        }
    }

    private record Sequence(int[] bits, long[] probabilities) {
        static Sequence random(Random random, int length) {
            int[] bits = new int[length];
            long[] probabilities = new long[length];
            for (int i = 0; i < length; i++) {
                long small = 1 + (random.nextLong() >>> 32 + random.nextInt(31));
                probabilities[i] = Math.min(ONE - 1, random.nextBoolean() ? small : Math.max(1, ONE - small));
                bits[i] = random.nextDouble() * ONE < probabilities[i] ? 1 : 0;
            }
            return new Sequence(bits, probabilities);
        }

        void encodeTo(BinaryEncoder encoder) {
            for (int i = 0; i < bits.length; i++) {
                encoder.encode(bits[i], probabilities[i]);
            }
        }

        byte[] encode() {
            BinaryEncoder encoder = new BinaryEncoder();
            encodeTo(encoder);
            return encoder.finish();
        }

        void expectFrom(BinaryDecoder decoder) {
            for (int i = 0; i < bits.length; i++) {
                assertThat(decoder.decode(probabilities[i])).isEqualTo(bits[i]);
            }
        }
    }
}
