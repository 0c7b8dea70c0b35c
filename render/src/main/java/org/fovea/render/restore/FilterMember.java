package org.fovea.render.restore;

import java.util.Arrays;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.ScalarMath;

/** One network of a {@link PostFilter}. What each layer reads is a ring of as many rows as it reaches over, the first layer's being the picture. */
final class FilterMember {
    private static final float UNIT = 1 / 255f;

    private final int height;
    private final int width;
    private final DenseLayer[] layers;
    private final RowRing[] inputs;
    private final int[] made;
    private final DenseLayer.Scratch scratch;
    private byte[] picture;

    /** Member {@code index}; {@code scratch} may be shared with others of the same thread. */
    FilterMember(
            Layout layout,
            RendererWeights weights,
            int index,
            int height,
            int width,
            DenseKernel kernel,
            DenseLayer.Scratch scratch) {
        this.height = height;
        this.width = width;
        this.scratch = scratch;
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

    /** Rows that a layer reaches over. */
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

    /**
     * Makes row {@code y} of the result; rows are made from the top.
     *
     * @param out [colour][pitch], of the pitch of a {@link RowRing}
     */
    void row(int y, float[] out) {
        int last = layers.length - 1;
        layers[last].row(input(last, y), y, width, out, true, scratch);
    }

    /** What layer {@code layer} reads, made as far as it needs it for row {@code y}. */
    private RowRing input(int layer, int y) {
        int need = Math.min(y + layers[layer].dilation(), height - 1);
        RowRing ring = inputs[layer];
        for (; made[layer] <= need; made[layer]++) {
            int row = made[layer];
            if (layer == 0) {
                convert(row, ring.row(row), ring.pitch());
            } else {
                layers[layer - 1].row(input(layer - 1, row), row, width, ring.row(row), false, scratch);
            }
        }
        return ring;
    }

    private void convert(int y, float[] out, int pitch) {
        int colours = FilterFamily.COLOURS;
        for (int x = 0; x < width; x++) {
            for (int colour = 0; colour < colours; colour++) {
                int sample = picture[(y * width + x) * colours + colour] & 0xff;
                out[colour * pitch + DenseKernel.REACH + x] = ScalarMath.fma(sample, UNIT, -0.5f);
            }
        }
    }
}
