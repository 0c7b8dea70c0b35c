package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import org.fovea.render.kernel.ScalarMath;

/**
 * Learnt numbers on a coarse grid, stretched over the cells of a plane, bilinearly: columns first. May begin at a lower
 * row than the plane does.
 */
final class StretchedGrid {
    private final int first;
    private final Position[] columns;
    private final Position[] rows;

    /** Each row of nodes, stretched to the plane's columns. */
    private final Plane across;

    private final int gridColumns;

    /**
     * Room for a grid.
     *
     * @param first first row of cells that it covers, from 0
     */
    StretchedGrid(int gridRows, int gridColumns, int first, CellShape shape) {
        this.gridColumns = gridColumns;
        this.first = first;
        columns = Position.stretched(gridColumns, shape.columns());
        rows = Position.stretched(gridRows, shape.rows() - first);
        across = new Plane(gridRows, shape.columns(), shape.wide());
    }

    /**
     * Bytes that it takes.
     *
     * @throws IllegalArgumentException where that would not fit an array
     */
    static long memory(int gridRows, CellShape shape) {
        return (long) Float.BYTES * Plane.floats(gridRows, shape.columns(), shape.wide());
    }

    /**
     * Grids through a pointwise convolution, at their own resolution.
     *
     * @param grids {@code [grid][node]}
     * @param weight {@code [channel][grid]}
     * @param bias of each channel, what its sums begin with
     * @return {@code [channel][node]}
     */
    static float[] mixed(float[] grids, float[] weight, float[] bias) {
        int count = weight.length / bias.length;
        int nodes = grids.length / count;
        float[] values = new float[bias.length * nodes];
        for (int channel = 0; channel < bias.length; channel++) {
            for (int node = 0; node < nodes; node++) {
                float sum = bias[channel];
                for (int grid = 0; grid < count; grid++) {
                    sum = ScalarMath.fma(grids[grid * nodes + node], weight[channel * count + grid], sum);
                }
                values[channel * nodes + node] = sum;
            }
        }
        return values;
    }

    /** Takes numbers, {@code [channel][row][column]}. */
    void take(float[] values) {
        int channels = values.length / (across.height * gridColumns);
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < across.height; y++) {
                int from = (channel * across.height + y) * gridColumns;
                int to = across.row(y) + channel / BLOCK * across.pitch() + channel % BLOCK;
                for (int x = 0; x < across.width; x++) {
                    Position column = columns[x];
                    across.data[to + x * BLOCK] =
                            column.blend(values[from + column.near()], values[from + column.far()]);
                }
            }
        }
    }

    /** Fills a row of a plane that the grid covers from its first row on. */
    void fill(int y, Plane out) {
        Position row = rows[y - first];
        int above = across.row(row.near());
        int below = across.row(row.far());
        int to = out.row(y);
        for (int i = 0; i < out.blocks * out.pitch(); i++) {
            out.data[to + i] = row.blend(across.data[above + i], across.data[below + i]);
        }
    }

    /** Fills a row with that of {@code base} plus the grid's, where it covers the row. */
    void add(int y, Plane base, Plane out) {
        int count = out.blocks * out.pitch();
        int from = base.row(y);
        if (y < first) {
            System.arraycopy(base.data, from, out.data, out.row(y), count);
            return;
        }
        Position row = rows[y - first];
        int above = across.row(row.near());
        int below = across.row(row.far());
        int to = out.row(y);
        for (int i = 0; i < count; i++) {
            out.data[to + i] = base.data[from + i] + row.blend(across.data[above + i], across.data[below + i]);
        }
    }
}
