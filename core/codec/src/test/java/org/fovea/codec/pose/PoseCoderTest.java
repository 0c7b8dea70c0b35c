package org.fovea.codec.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;

class PoseCoderTest {
    private static final int PAIRS = 200;

    @Test
    void tracks_of_every_kind_come_back() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            int pairs = 1 + random.nextInt(round < 10 ? 3 : 60);
            int dimensions = 1 + random.nextInt(PoseTrack.MAX_DIMENSIONS);
            List<PoseColumn> columns = new ArrayList<>();
            for (int dimension = 0; dimension < dimensions; dimension++) {
                if (random.nextInt(dimensions) < 3) {
                    columns.add(new PoseColumn(dimension, weird(random), weird(random), codes(random, pairs)));
                }
            }
            PoseTrack track = new PoseTrack(pairs, dimensions, columns);
            assertThat(PoseCoder.decode(PoseCoder.encode(track), pairs, dimensions))
                    .isEqualTo(track);
        }
    }

    private static float weird(SplittableRandom random) {
        float value = Float.intBitsToFloat(random.nextInt());
        return switch (random.nextInt(4)) {
            case 0 -> -0f;
            case 1 -> 1f / 512;
            default -> Float.isFinite(value) ? value : 0;
        };
    }

    private static int[] codes(SplittableRandom random, int pairs) {
        int[] codes = new int[pairs];
        int kind = random.nextInt(5);
        int size = 31 - random.nextInt(32);
        int slope = random.nextInt() >> 8;
        for (int i = 0; i < pairs; i++) {
            codes[i] = switch (kind) {
                case 0 -> slope;
                case 1 -> random.nextInt() >> size;
                case 2 -> i * slope;
                case 3 -> i % 7 == 3 ? Integer.MIN_VALUE : i % 5 == 2 ? Integer.MAX_VALUE : 0;
                default -> (i > 0 ? codes[i - 1] : 0) + (random.nextInt() >> size);
            };
        }
        return codes;
    }

    @Test
    void noise_costs_its_entropy_at_every_scale() {
        for (int scale : new int[] {3, 400, 2_000_000}) {
            PoseTrack track = track(scale);
            // Entropy of a normal distribution of standard deviation s: log2(s·√(2πe)) = log2(s) + 2.05 bits.
            double entropy = (Math.log(scale) / Math.log(2) + 2.05) * PAIRS / 8;
            assertThat(PoseCoder.encode(track).length).isBetween((int) (entropy * 0.9), (int) (entropy * 1.1) + 14);
        }
    }

    @Test
    void predictable_columns_are_nearly_free() {
        int[] constant = new int[PAIRS];
        Arrays.fill(constant, 12_345);
        int[] line = new int[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            line[i] = 1000 + 37 * i;
        }
        assertThat(PoseCoder.encode(new PoseTrack(PAIRS, 6, List.of(new PoseColumn(2, 1, 0, constant)))))
                .hasSizeLessThan(10);
        assertThat(PoseCoder.encode(new PoseTrack(PAIRS, 6, List.of(new PoseColumn(2, 1, 0, line)))))
                .hasSizeLessThan(60);
    }

    @Test
    void too_many_codes_are_refused_on_both_sides() {
        int half = PoseCoder.MAX_CODES / 2;
        PoseTrack most = new PoseTrack(half, 6, List.of(flat(0, half), flat(3, half)));
        byte[] stream = PoseCoder.encode(most);
        assertThat(PoseCoder.decode(stream, half, 6)).isEqualTo(most);
        PoseTrack more = new PoseTrack(half, 6, List.of(flat(0, half), flat(3, half), flat(5, half)));
        assertThrown(IllegalArgumentException.class, () -> PoseCoder.encode(more), "at most 65536");
        for (int pairs : new int[] {half + 1, 40_000_000}) {
            assertThrown(FormatException.class, () -> PoseCoder.decode(stream, pairs, 6), "at most 65536");
        }
    }

    private static PoseColumn flat(int dimension, int pairs) {
        return new PoseColumn(dimension, 1, 0, new int[pairs]);
    }

    /** A slow curve under nearly normal noise of standard deviation {@code scale}. */
    private static PoseTrack track(int scale) {
        SplittableRandom random = new SplittableRandom(6);
        int[] codes = new int[PAIRS];
        double level = 20 * scale;
        for (int i = 0; i < PAIRS; i++) {
            double noise = -6;
            for (int n = 0; n < 12; n++) {
                noise += random.nextDouble();
            }
            level += (random.nextDouble() - 0.5) * scale / 4;
            codes[i] = (int) (level + noise * scale);
        }
        return new PoseTrack(PAIRS, 6, List.of(new PoseColumn(0, 1f / 512, 20, codes)));
    }
}
