package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelCostsTest {
    private static final MaskShape SHAPE = new MaskShape(8, 48, 64, 4);

    @ParameterizedTest
    @EnumSource
    void costs_add_up_to_the_stream_which_stays_as_it_is(MaskEffort effort) {
        MaskTensor masks = SampleMasks.road(SHAPE, 7);
        double[] sum = new double[1];
        int[] frames = new int[1];
        byte[] stream = ClassMaskCoder.measure(masks, effort, (index, frame, costs) -> {
            assertThat(index).isEqualTo(frames[0]++);
            assertThat(frame).isEqualTo(masks.frame(index));
            for (float bits : costs.coded()) {
                sum[0] += bits;
            }
        });
        assertThat(frames[0]).isEqualTo(SHAPE.frames());
        assertThat(stream).isEqualTo(ClassMaskCoder.encode(masks, effort, null));
        // Header of three bytes, checksum of two, one for the end.
        assertThat(stream.length).isCloseTo((int) (sum[0] / 8) + 5, within(2));
    }

    /**
     * The chances of both answers to "as the left neighbour?" must add up to one, and the coded cost must be that of
     * the answer.
     */
    @ParameterizedTest
    @EnumSource
    void alternatives_are_those_of_the_coded_decision(MaskEffort effort) {
        MaskTensor masks = SampleMasks.road(SHAPE, 3);
        int[] dear = new int[2];
        ClassMaskCoder.measure(masks, effort, (index, frame, costs) -> {
            for (int i = 0; i < frame.length; i++) {
                if (i % SHAPE.width() == 0) {
                    continue;
                }
                if (frame[i] != frame[i - 1]) {
                    assertThat(costs.coded()[i]).isGreaterThanOrEqualTo(costs.other()[i] - 1e-3f);
                } else if (costs.same()[i] > 1) {
                    dear[0]++;
                    double both = Math.pow(2, -costs.same()[i]) + Math.pow(2, -costs.other()[i]);
                    dear[1] += Math.abs(both - 1) < 1e-4 ? 1 : 0;
                    assertThat(costs.coded()[i]).isCloseTo(costs.same()[i], within(1e-3f));
                }
            }
        });
        assertThat(dear[0]).isPositive();
        // The others are of chunks, where the first bit is about several pixels.
        assertThat(dear[1]).isGreaterThan(dear[0] * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAST", "BEST"})
    void a_single_surprising_pixel_is_dear(MaskEffort effort) {
        byte[] all = new byte[(int) SHAPE.total()];
        int place = 6 * SHAPE.pixels() + 20 * SHAPE.width() + 30;
        all[place] = 2;
        float[] cost = new float[2];
        ClassMaskCoder.measure(new MaskTensor(SHAPE, all), effort, (index, frame, costs) -> {
            if (index == 6) {
                cost[0] = costs.coded()[place - 6 * SHAPE.pixels()];
                float[] sorted = costs.coded().clone();
                Arrays.sort(sorted);
                cost[1] = sorted[sorted.length / 2];
            }
        });
        assertThat(cost[0]).isGreaterThan(8);
        assertThat(cost[1]).isLessThan(0.1f);
    }

    @ParameterizedTest
    @EnumSource(names = "FAST")
    void a_reader_can_stop_it(MaskEffort effort) {
        MaskTensor masks = SampleMasks.road(SHAPE, 3);
        assertThrown(
                CancellationException.class,
                () -> ClassMaskCoder.measure(masks, effort, (index, frame, costs) -> {
                    throw new CancellationException();
                }));
    }
}
