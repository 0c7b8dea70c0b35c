package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectWayTest {
    private static final double CLOSE = 0.01;

    @ParameterizedTest
    @CsvSource({"256,192,640,480", "512,384,1164,874", "26,19,50,38", "26,19,26,38", "7,5,8,6", "1,1,3,2"})
    void gives_what_the_way_over_the_clips_size_gives(int width, int height, int clipWidth, int clipHeight) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[3 * width * height];
        float[] slopes = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(255);
            slopes[i] = (float) random.nextDouble(-1, 1);
        }
        DirectWay way = DirectWay.of(new FrameSize(width, height), new FrameSize(clipWidth, clipHeight))
                .orElseThrow();
        float[][] found = TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor drawn = Tensors.of(pixels, 1, 3, height, width).set_requires_grad(true);
                Tensor stretched = torch.upsample_bilinear2d(drawn, new long[] {clipHeight, clipWidth}, false);
                Tensor there = TensorPixels.resized(stretched, height, width);
                Tensor upstream = Tensors.of(slopes, 1, 3, height, width);
                there.mul(upstream).sum().backward();
                Tensor other = Tensors.of(pixels, 1, 3, height, width).set_requires_grad(true);
                assertThat(way.suits(other)).isTrue();
                Tensor direct = way.of(other);
                direct.mul(upstream).sum().backward();
                return new float[][] {
                    Tensors.floats(there),
                    Tensors.floats(direct),
                    Tensors.floats(drawn.grad()),
                    Tensors.floats(other.grad())
                };
            }
        });
        for (int i = 0; i < pixels.length; i++) {
            assertThat((double) found[1][i]).isBetween(found[0][i] - CLOSE, found[0][i] + CLOSE);
            assertThat((double) found[3][i]).isBetween(found[2][i] - CLOSE, found[2][i] + CLOSE);
        }
    }

    @Test
    void some_rows_come_out_as_they_do_in_the_whole_but_for_the_cuts_edges() {
        int width = 26;
        int height = 19;
        DirectWay way = DirectWay.of(new FrameSize(width, height), new FrameSize(50, 38))
                .orElseThrow();
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(255);
        }
        RowBand cut = new RowBand(5, 12);
        TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor drawn = Tensors.of(pixels, 1, 3, height, width);
                float[] whole =
                        Tensors.floats(new RowBand(6, 11).of(way.of(drawn)).contiguous());
                float[] some = Tensors.floats(
                        way.of(cut.of(drawn), cut).narrow(2, 1, 5).contiguous());
                assertThat(some).containsExactly(whole);
                Tensor grey = drawn.mul(new Scalar(0.0)).add(new Scalar(90.0));
                assertThat(Tensors.floats(way.of(cut.of(grey), cut).contiguous()))
                        .usingComparatorWithPrecision(0.01f)
                        .containsOnly(90);
                return null;
            }
        });
    }

    @Test
    void there_is_none_where_the_frames_are_smaller() {
        assertThat(DirectWay.of(new FrameSize(26, 19), new FrameSize(25, 38))).isEmpty();
        assertThat(DirectWay.of(new FrameSize(26, 19), new FrameSize(26, 18))).isEmpty();
    }
}
