package org.fovea.encode.colours;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.CodedTensor;

/**
 * Average colours of the classes around the nodes of a grid. A pixel counts at its four nodes by its nearness; a node
 * that has seen little of a class leans on the class's average over the whole picture, and that on grey.
 */
final class ColourAverages {
    private static final int CHANNELS = 3;
    private static final int BITS = 6;
    private static final double MIDDLE = 127.5;

    /** This number of pixels of the average over the whole picture are mixed into each node, for each frame seen. */
    private static final double LEANING = 2;

    private final ColourFamily.Grid grid;
    private final MaskShape shape;
    private final FrameSize size;
    private final double[] sums;
    private final double[] weights;
    private int frames;

    ColourAverages(ColourFamily.Grid grid, MaskShape shape, FrameSize size) {
        this.grid = grid;
        this.shape = shape;
        this.size = size;
        weights = new double[shape.classes() * grid.rows() * grid.columns()];
        sums = new double[weights.length * CHANNELS];
    }

    /** Takes a class map and the frame that belongs to it. */
    void add(byte[] mask, byte[] rgb) {
        frames++;
        for (int y = 0; y < shape.height(); y++) {
            double row = Math.clamp((y + 0.5) * grid.rows() / shape.height() - 0.5, 0, grid.rows() - 1.0);
            int top = (int) row;
            int bottom = Math.min(top + 1, grid.rows() - 1);
            int sourceRow = (int) ((2L * y + 1) * size.height() / (2L * shape.height()));
            for (int x = 0; x < shape.width(); x++) {
                double column = Math.clamp((x + 0.5) * grid.columns() / shape.width() - 0.5, 0, grid.columns() - 1.0);
                int left = (int) column;
                int right = Math.min(left + 1, grid.columns() - 1);
                int sourceColumn = (int) ((2L * x + 1) * size.width() / (2L * shape.width()));
                int pixel = (sourceRow * size.width() + sourceColumn) * CHANNELS;
                int base = (mask[y * shape.width() + x] & 0xff) * grid.rows();
                double down = row - top;
                double across = column - left;
                count(base + top, left, (1 - down) * (1 - across), rgb, pixel);
                count(base + top, right, (1 - down) * across, rgb, pixel);
                count(base + bottom, left, down * (1 - across), rgb, pixel);
                count(base + bottom, right, down * across, rgb, pixel);
            }
        }
    }

    private void count(int row, int column, double weight, byte[] rgb, int pixel) {
        int node = row * grid.columns() + column;
        weights[node] += weight;
        for (int channel = 0; channel < CHANNELS; channel++) {
            sums[node * CHANNELS + channel] += weight * (rgb[pixel + channel] & 0xff);
        }
    }

    /** The family's tensor, 6 bits for each value. */
    CodedTensor tensor() {
        int plane = grid.rows() * grid.columns();
        short lowest = Float.floatToFloat16(-1f);
        short step = Float.floatToFloat16(2f / ((1 << BITS) - 1));
        int[] codes = new int[sums.length];
        for (int id = 0; id < shape.classes(); id++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                double whole = average(id, channel, plane);
                for (int node = 0; node < plane; node++) {
                    int at = id * plane + node;
                    double lean = LEANING * frames;
                    double colour = (sums[at * CHANNELS + channel] + lean * whole) / (weights[at] + lean);
                    double code = (colour / MIDDLE - 1 - Float.float16ToFloat(lowest)) / Float.float16ToFloat(step);
                    codes[(id * CHANNELS + channel) * plane + node] =
                            (int) Math.clamp(Math.rint(code), 0, (1 << BITS) - 1.0);
                }
            }
        }
        List<Integer> dimensions = List.of(shape.classes(), CHANNELS, grid.rows(), grid.columns());
        return new CodedTensor(ColourFamily.COLOURS, dimensions, BITS, new short[] {lowest}, new short[] {step}, codes);
    }

    private double average(int id, int channel, int plane) {
        double sum = MIDDLE;
        double weight = 1;
        for (int node = id * plane; node < (id + 1) * plane; node++) {
            sum += sums[node * CHANNELS + channel];
            weight += weights[node];
        }
        return sum / weight;
    }
}
