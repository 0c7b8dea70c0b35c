package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import java.util.Arrays;
import java.util.Objects;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.PairInput;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.ScalarMath;
import org.jspecify.annotations.Nullable;

/**
 * First layer of {@link CompactFamily}: of the one-hot classes of a cell's pixels only those that are there take part,
 * so it is a sum of selected rows of weights. Most cells are of one class, whose sum is made once.
 */
final class FoldedInput implements CellInput {
    private final CompactFamily.Layout layout;
    private final MaskShape shape;
    private final Plane map;
    private final int wide;

    /** {@code [input][channel, padded]}. */
    private final float[] weights;

    private final float[] bias;

    /** For each class the sum of a cell that is all of it. */
    private final float[][] uniform;

    private final float[] identity;

    private byte @Nullable [] mask;

    FoldedInput(CompactFamily.Layout layout, RendererWeights all, MaskShape shape, CellShape cells) {
        this.layout = layout;
        this.shape = shape;
        wide = cells.wide() * BLOCK;
        map = map(layout, all, cells);
        identity = CellNetwork.identity(cells.wide());
        int inputs = layout.inputs(shape.classes());
        float[] stored = all.values("input.weight");
        weights = new float[inputs * wide];
        for (int channel = 0; channel < layout.channels(); channel++) {
            for (int input = 0; input < inputs; input++) {
                weights[input * wide + channel] = stored[channel * inputs + input];
            }
        }
        bias = Arrays.copyOf(all.values("input.bias"), wide);
        int pixels = layout.fold() * layout.fold();
        uniform = new float[shape.classes()][];
        for (int id = 0; id < uniform.length; id++) {
            float[] sum = bias.clone();
            for (int pixel = 0; pixel < pixels; pixel++) {
                add(sum, id * pixels + pixel);
            }
            uniform[id] = sum;
        }
    }

    /** What the learnt map adds to the first layer, which is the same for all masks. */
    private static Plane map(CompactFamily.Layout layout, RendererWeights all, CellShape cells) {
        StretchedGrid grid = new StretchedGrid(layout.mapRows(), layout.mapColumns(), 0, cells);
        grid.take(StretchedGrid.mixed(all.values("map"), all.values("map.weight"), all.values("map.bias")));
        Plane map = cells.plane();
        for (int y = 0; y < map.height; y++) {
            grid.fill(y, map);
        }
        return map;
    }

    /** Bytes of its planes and of the mask that it remembers. */
    static long memory(CompactFamily.Layout layout, MaskShape shape, CellShape cells) {
        return cells.planeMemory() + StretchedGrid.memory(layout.mapRows(), cells) + shape.pixels();
    }

    @Override
    public boolean take(PairInput input, int picture, boolean known) {
        byte[] ids = input.mask();
        PairCheck.mask(shape, ids);
        if (known && Arrays.equals(ids, mask)) {
            return false;
        }
        mask = ids.clone();
        return true;
    }

    @Override
    public float[] coefficients(int block) {
        return identity;
    }

    private void add(float[] sum, int input) {
        int at = input * wide;
        for (int channel = 0; channel < wide; channel++) {
            sum[channel] += weights[at + channel];
        }
    }

    @Override
    public void row(int y, Plane out) {
        byte[] drawn = Objects.requireNonNull(mask);
        int inputs = layout.inputs(shape.classes());
        int across = (inputs - 2) * wide;
        int down = (inputs - 1) * wide;
        float atY = coordinate(y, out.height);
        float[] mixed = new float[wide];
        byte[] ids = new byte[layout.fold() * layout.fold()];
        for (int x = 0; x < out.width; x++) {
            float atX = coordinate(x, out.width);
            float[] sum = classes(drawn, y, x, ids, mixed);
            int to = out.row(y) + x * BLOCK;
            for (int channel = 0; channel < wide; channel++) {
                float value = ScalarMath.fma(atX, weights[across + channel], sum[channel]);
                value = ScalarMath.fma(atY, weights[down + channel], value);
                int at = to + channel / BLOCK * out.pitch() + channel % BLOCK;
                out.data[at] = value + map.data[at];
            }
        }
    }

    /** Middle of cell {@code i} of {@code count}, from -1 to 1. */
    static float coordinate(int i, int count) {
        return (i + 0.5f) / count * 2 - 1;
    }

    private float[] classes(byte[] drawn, int y, int x, byte[] ids, float[] mixed) {
        int fold = layout.fold();
        boolean same = true;
        for (int row = 0; row < fold; row++) {
            int from = Math.min(y * fold + row, shape.height() - 1) * shape.width();
            for (int column = 0; column < fold; column++) {
                byte id = drawn[from + Math.min(x * fold + column, shape.width() - 1)];
                ids[row * fold + column] = id;
                same &= id == ids[0];
            }
        }
        if (same) {
            return uniform[ids[0] & 0xff];
        }
        System.arraycopy(bias, 0, mixed, 0, wide);
        for (int pixel = 0; pixel < ids.length; pixel++) {
            add(mixed, (ids[pixel] & 0xff) * ids.length + pixel);
        }
        return mixed;
    }
}
