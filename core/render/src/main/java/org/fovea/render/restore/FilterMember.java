package org.fovea.render.restore;

import java.util.Arrays;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.render.RendererWeights;
import org.fovea.render.dense.DenseKernel;
import org.fovea.render.dense.DenseLayer;
import org.fovea.render.dense.RowRing;
import org.fovea.render.kernel.ScalarMath;

/**
 * One network of a {@link PostFilter}. What each layer reads is a ring of as many rows as it reaches over, the first
 * layer's being the picture.
 */
final class FilterMember {
    private static final float UNIT = 1 / 255f;

    private final int height;
    private final int width;
    private final DenseLayer[] layers;
    private final RowRing[] inputs;
    private final int[] made;
    private final float[] sums;
    private byte[] picture = {};

    /** Member {@code index}; {@code sums} may be shared with others of the same thread. */
    FilterMember(
            Layout layout,
            RendererWeights weights,
            int index,
            int height,
            int width,
            DenseKernel kernel,
            float[] sums) {
        this.height = height;
        this.width = width;
        this.sums = sums;
        layers = new DenseLayer[layout.layers()];
        inputs = new RowRing[layout.layers()];
        made = new int[layout.layers()];
        for (int layer = 0; layer < layers.length; layer++) {
            int dilation = layout.dilations().get(layer);
            layers[layer] = new DenseLayer(
                    kernel,
                    layout.inputs(layer),
                    layout.outputs(layer),
                    dilation,
                    weights.values(Layout.weight(index, layer)),
                    weights.values(Layout.bias(index, layer)));
            inputs[layer] = new RowRing(layout.inputs(layer), height, width, rows(dilation));
        }
    }

    private static int rows(int dilation) {
        return 2 * dilation + 1;
    }

    /** Numbers that a member takes, without scratch memory. */
    static long size(Layout layout, int height, int width) {
        long size = 0;
        for (int layer = 0; layer < layout.layers(); layer++) {
            int rows = rows(layout.dilations().get(layer));
            size += RowRing.size(layout.inputs(layer), height, width, rows)
                    + DenseLayer.size(layout.inputs(layer), layout.outputs(layer));
        }
        return size;
    }

    /** Begins with another picture, height·width·3 bytes of RGB. */
    void begin(byte[] rgb) {
        picture = rgb;
        Arrays.fill(made, 0);
    }

    /** Makes row {@code y} of the result, [colour][width]; rows are made from the top. */
    void row(int y, float[] out) {
        int last = layers.length - 1;
        layers[last].result(input(last, y), y, width, out, sums);
    }

    /** What layer {@code layer} reads, made as far as it needs it for row {@code y}. */
    private RowRing input(int layer, int y) {
        int need = Math.min(y + layers[layer].dilation(), height - 1);
        RowRing ring = inputs[layer];
        for (; made[layer] <= need; made[layer]++) {
            int row = made[layer];
            if (layer == 0) {
                convert(row, ring);
            } else if (!layers[layer - 1].row(input(layer - 1, row), row, width, ring, sums, true)) {
                throw PostFilter.notFinite();
            }
        }
        return ring;
    }

    private void convert(int y, RowRing ring) {
        float[] out = ring.row(y);
        int colours = FilterFamily.COLOURS;
        int from = y * width * colours;
        for (int first = 0; first < width; first += DenseKernel.TILE) {
            int at = ring.at(first);
            int end = Math.min(first + DenseKernel.TILE, width);
            for (int x = first; x < end; x++, at++) {
                for (int colour = 0; colour < colours; colour++) {
                    int sample = picture[from + x * colours + colour] & 0xff;
                    out[at + colour * DenseKernel.PITCH] = ScalarMath.fma(sample, UNIT, -0.5f);
                }
            }
            ring.share(out, first);
        }
    }
}
