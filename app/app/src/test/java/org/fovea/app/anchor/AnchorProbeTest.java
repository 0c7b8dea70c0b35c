package org.fovea.app.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.fovea.codec.FrameSize;
import org.fovea.video.scale.ScaleFilter;
import org.junit.jupiter.api.Test;

class AnchorProbeTest {
    private static final AnchorSettings BASE = new AnchorSettings(AnchorCodec.AV1, "6", 1, 100, ScaleFilter.LANCZOS);
    private static final FrameSize SIZE = new FrameSize(960, 540);
    private static final int FRAMES = 220;

    private final List<AnchorSettings> scored = new ArrayList<>();
    private int encodes;

    /** A codec whose bytes halve every {@code half} quality numbers, and whose loss falls with the bytes. */
    private final class Codec implements AnchorProbe.Trial {
        private final double half;
        private final double loss;

        Codec(double half, double loss) {
            this.half = half;
            this.loss = loss;
        }

        @Override
        public long bytesAt(AnchorSettings settings) {
            encodes++;
            double pixels = FRAMES * 960 * 540 * Math.pow(settings.scale() / 100.0, 2);
            return 300 + Math.round(pixels / 8 * Math.pow(0.5, settings.crf() / half));
        }

        @Override
        public double scoreAt(AnchorSettings settings) {
            scored.add(settings);
            double bytes = bytesAt(settings);
            return loss / Math.sqrt(bytes) + bytes / 60_000;
        }
    }

    private List<AnchorPoint> run(Codec codec, long bytes, double score, int most, BooleanSupplier again)
            throws Exception {
        scored.clear();
        encodes = 0;
        return new AnchorProbe(BASE, SIZE, FRAMES, codec).run(bytes, score, most, again);
    }

    @Test
    void the_first_encode_has_about_the_bytes_of_the_archive() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            long bytes = 3_000 + random.nextInt(100_000);
            Codec codec = new Codec(6 + 6 * random.nextDouble(), 300);
            AnchorPoint first = run(codec, bytes, 0.4, 1, () -> true).getFirst();
            assertThat(first.bytes() / (double) bytes)
                    .as("%d with %s", bytes, first)
                    .isBetween(0.8, 1.25);
            assertThat(encodes).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void where_the_archive_is_better_larger_encodes_follow_until_they_are_worse() throws Exception {
        List<AnchorPoint> points = run(new Codec(8.5, 300), 10_000, 0.4, 6, () -> true);
        assertThat(points).hasSizeBetween(4, 6);
        double best = points.stream().mapToDouble(AnchorPoint::score).min().orElseThrow();
        assertThat(points.getFirst().score()).isGreaterThan(best + 0.3);
        assertThat(points.get(1).bytes()).isGreaterThan(20_000);
        assertThat(scored).doesNotHaveDuplicates();
    }

    @Test
    void where_the_archive_is_far_better_the_second_encode_is_near_the_best_of_the_codec() throws Exception {
        assertThat(run(new Codec(8.5, 300), 10_000, 0.4, 2, () -> true).get(1).bytes())
                .isBetween(70_000L, 115_000L);
        assertThat(run(new Codec(8.5, 300), 10_000, 1, 2, () -> true).get(1).bytes())
                .isBetween(24_000L, 38_000L);
    }

    @Test
    void where_the_codec_is_better_smaller_encodes_follow_down_to_the_score() throws Exception {
        List<AnchorPoint> points = run(new Codec(8.5, 300), 40_000, 4, 6, () -> true);
        assertThat(points.get(1).bytes()).isLessThan(25_000);
        assertThat(points.stream().filter(point -> point.score() > 4).findFirst())
                .isPresent();
        assertThat(points.stream().filter(point -> point.score() <= 4).findFirst())
                .isPresent();
    }

    @Test
    void one_encode_is_scored_even_without_time_and_never_more_than_asked_for() throws Exception {
        assertThat(run(new Codec(8.5, 300), 10_000, 0.4, 6, () -> false)).hasSize(1);
        assertThat(run(new Codec(8.5, 300), 10_000, 0.4, 3, () -> true)).hasSize(3);
        assertThat(run(new Codec(8.5, 300), 10, 1000, 6, () -> true)).hasSizeBetween(1, 6);
        assertThat(run(new Codec(8.5, 1e9), 50_000_000, 0.4, 6, () -> true)).hasSizeBetween(1, 6);
    }
}
