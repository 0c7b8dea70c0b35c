package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import org.fovea.codec.family.CompactFamily;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.ScalarMath;

/**
 * What the learnt map of {@link CompactFamily} adds to the first layer: the map through its pointwise convolution, at
 * its own resolution.
 *
 * @param values {@code [channel][row][column]}
 */
record LearntMap(int channels, int rows, int columns, float[] values) {
    static LearntMap of(CompactFamily.Layout layout, RendererWeights weights) {
        float[] map = weights.values("map");
        float[] weight = weights.values("map.weight");
        float[] bias = weights.values("map.bias");
        int nodes = layout.mapRows() * layout.mapColumns();
        float[] values = new float[layout.channels() * nodes];
        for (int channel = 0; channel < layout.channels(); channel++) {
            for (int node = 0; node < nodes; node++) {
                float sum = bias[channel];
                for (int in = 0; in < layout.mapChannels(); in++) {
                    sum = ScalarMath.fma(map[in * nodes + node], weight[channel * layout.mapChannels() + in], sum);
                }
                values[channel * nodes + node] = sum;
            }
        }
        return new LearntMap(layout.channels(), layout.mapRows(), layout.mapColumns(), values);
    }

    /** Fills a plane, bilinearly: columns first. */
    void stretch(Plane plane) {
        Position[] across = Position.stretched(columns, plane.width);
        Position[] down = Position.stretched(rows, plane.height);
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < plane.height; y++) {
                int above = (channel * rows + down[y].near()) * columns;
                int below = (channel * rows + down[y].far()) * columns;
                int to = plane.row(y) + channel / BLOCK * plane.pitch() + channel % BLOCK;
                for (int x = 0; x < plane.width; x++) {
                    Position column = across[x];
                    float top = column.blend(values[above + column.near()], values[above + column.far()]);
                    float bottom = column.blend(values[below + column.near()], values[below + column.far()]);
                    plane.data[to + x * BLOCK] = down[y].blend(top, bottom);
                }
            }
        }
    }
}
