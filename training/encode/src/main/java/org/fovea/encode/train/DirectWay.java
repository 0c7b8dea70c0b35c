package org.fovea.encode.train;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.torch.Tensors;

/**
 * The way of a rendered picture to the size of the clip's frames and back to the size at which a network sees them, in
 * one step and without rounding. Both resizings are bilinear and the picture is smaller than the frames, so that every
 * pixel comes back as a mixture of itself and its neighbours: the blur that the network will see, at a fraction of the
 * cost of large frames.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DirectWay(FrameSize picture, float[][] down, float[][] across) {
    private static final int CHANNELS = 1;
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    /** Weights of the pixel before, of the pixel itself and of the one behind. */
    private static final int TAPS = 3;

    /**
     * The way of pictures.
     *
     * @param picture size of what is rendered and of what the network sees
     * @param frames size in between
     * @return empty where the frames are smaller than the picture in a direction
     */
    static Optional<DirectWay> of(FrameSize picture, FrameSize frames) {
        if (frames.width() < picture.width() || frames.height() < picture.height()) {
            return Optional.empty();
        }
        return Optional.of(new DirectWay(
                picture, weights(picture.height(), frames.height()), weights(picture.width(), frames.width())));
    }

    /** [tap][pixel] for an axis of so many pixels that are stretched to others. */
    private static float[][] weights(int count, int stretched) {
        double scale = (double) stretched / count;
        double[][] sums = new double[TAPS][count];
        for (int i = 0; i < count; i++) {
            double place = Math.max(0, (i + 0.5) * scale - 0.5);
            int low = Math.min((int) place, stretched - 1);
            int high = Math.min(low + 1, stretched - 1);
            spread(sums, i, low, 1 - (place - low), scale);
            spread(sums, i, high, place - low, scale);
        }
        float[][] weights = new float[TAPS][count];
        for (int tap = 0; tap < TAPS; tap++) {
            for (int i = 0; i < count; i++) {
                weights[tap][i] = (float) sums[tap][i];
            }
        }
        return weights;
    }

    /** Adds the share that a pixel gets from a pixel of the frame, which is a mixture of two pixels of the picture. */
    private static void spread(double[][] sums, int pixel, int middle, double share, double scale) {
        int count = sums[0].length;
        double place = Math.max(0, (middle + 0.5) / scale - 0.5);
        int low = Math.min((int) place, count - 1);
        int high = Math.min(low + 1, count - 1);
        double behind = place - low;
        if (share * (1 - behind) != 0) {
            sums[low - pixel + 1][pixel] += share * (1 - behind);
        }
        if (share * behind != 0) {
            sums[high - pixel + 1][pixel] += share * behind;
        }
    }

    /** Whether it is the way of a picture, [N, C, rows, columns]. */
    boolean suits(Tensor drawn) {
        return drawn.size(ROWS) == picture.height() && drawn.size(COLUMNS) == picture.width();
    }

    /**
     * What a network sees of a picture. Differentiable.
     *
     * @param drawn float [N, C, rows, columns] of the picture's size, finite
     * @return the same size
     */
    Tensor of(Tensor drawn) {
        return mixed(mixed(drawn, COLUMNS, across), ROWS, down);
    }

    /** Rows of the picture. */
    int rows() {
        return picture.height();
    }

    /**
     * The same of some rows; rows beyond the cut count as its edge does.
     *
     * @param drawn float [N, C, these rows, columns]
     * @param cut which rows of the picture they are
     * @return the same size
     */
    Tensor of(Tensor drawn, RowBand cut) {
        int count = cut.end() - cut.first();
        float[][] here = new float[TAPS][];
        for (int tap = 0; tap < TAPS; tap++) {
            here[tap] = Arrays.copyOfRange(down[tap], cut.first(), cut.end());
        }
        here[1][0] += here[0][0];
        here[0][0] = 0;
        here[1][count - 1] += here[2][count - 1];
        here[2][count - 1] = 0;
        return mixed(mixed(drawn, COLUMNS, across), ROWS, here);
    }

    /**
     * Weights of what lies beyond an edge are 0, so that it does not matter what is there. Only tensors that are made
     * here are written over, and none whose values the gradient asks for.
     */
    private static Tensor mixed(Tensor from, int axis, float[][] weights) {
        Tensor before = torch.roll(from, new long[] {1}, axis).mul_(along(axis, weights[0], from));
        Tensor behind = torch.roll(from, new long[] {-1}, axis).mul_(along(axis, weights[2], from));
        return from.mul(along(axis, weights[1], from)).add_(before).add_(behind);
    }

    /**
     * Weights of an axis. Those of columns are repeated for each channel where channels lie side by side: a product of
     * whole rows takes a third of the time.
     */
    private static Tensor along(int axis, float[] weights, Tensor of) {
        if (axis == ROWS) {
            return Tensors.of(weights, weights.length, 1);
        }
        Tensor row = Tensors.of(weights, 1, 1, 1, weights.length);
        return of.stride(CHANNELS) == 1
                ? row.expand(new long[] {1, of.size(CHANNELS), 1, weights.length}, false)
                        .contiguous(torch.MemoryFormat.ChannelsLast)
                : row;
    }
}
