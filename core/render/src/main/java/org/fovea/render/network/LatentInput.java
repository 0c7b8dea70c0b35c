package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import java.util.Arrays;
import org.fovea.codec.family.LatentFamily;
import org.fovea.render.PairInput;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.ScalarMath;
import org.jspecify.annotations.Nullable;

/**
 * First layer of {@link LatentFamily}: a plane that is the same for all pairs, of fixed coordinates and the learnt map,
 * plus the learnt planes that a pair's latent numbers blend. They also scale and shift activations within blocks.
 * {@code docs/rendering.md} §10 fixes every operation.
 */
final class LatentInput implements CellInput {
    /** Parts of the picture's height: the least distance below the vanishing point. */
    private static final double HORIZON = 64.0;

    /** Parts of the picture's height: how sharply sky and road are separated. */
    private static final double EDGE = 48;

    private static final double MAX_ACROSS = 8;
    private static final double ACROSS = 3;

    private final LatentFamily.Layout layout;
    private final Plane still;
    private final StretchedGrid grid;
    private final float[] planes;
    private final float[] planesWeight;
    private final float[][] film;
    private final float[][] coefficients;
    private final float[] @Nullable [] taken;

    LatentInput(LatentFamily.Layout layout, RendererWeights weights, CellShape shape) {
        this.layout = layout;
        still = still(layout, weights, shape);
        grid = new StretchedGrid(
                layout.planes().rows(),
                layout.planes().columns(),
                layout.geometry().firstRow() - 1,
                shape);
        taken = new float[layout.pictures()][];
        planes = weights.values("planes");
        planesWeight = weights.values("planes.weight");
        film = new float[layout.blocks()][];
        coefficients = new float[layout.blocks()][];
        for (int i = 0; i < film.length; i++) {
            film[i] = weights.values("block" + i + ".film");
            // Channels that only fill up a block keep these.
            coefficients[i] = CellNetwork.identity(shape.wide());
        }
    }

    /**
     * Bytes of its planes and grids.
     *
     * @throws IllegalArgumentException where that would not fit an array
     */
    static long memory(LatentFamily.Layout layout, CellShape shape) {
        long nodes = Math.max(layout.planes().nodes(), layout.map().nodes());
        return shape.planeMemory()
                + StretchedGrid.memory(layout.map().rows(), shape)
                + StretchedGrid.memory(layout.planes().rows(), shape)
                + Float.BYTES * nodes * layout.channels();
    }

    private static Plane still(LatentFamily.Layout layout, RendererWeights weights, CellShape shape) {
        StretchedGrid map = new StretchedGrid(layout.map().rows(), layout.map().columns(), 0, shape);
        map.take(
                StretchedGrid.mixed(weights.values("map"), weights.values("map.weight"), new float[layout.channels()]));
        float[] weight = weights.values("input.weight");
        float[] bias = weights.values("input.bias");
        Plane still = shape.plane();
        for (int y = 0; y < still.height; y++) {
            map.fill(y, still);
            for (int x = 0; x < still.width; x++) {
                float[] place = coordinates(layout.geometry(), shape, y, x);
                for (int channel = 0; channel < bias.length; channel++) {
                    float sum = bias[channel];
                    for (int n = 0; n < place.length; n++) {
                        sum = ScalarMath.fma(place[n], weight[channel * place.length + n], sum);
                    }
                    still.data[still.row(y) + channel / BLOCK * still.pitch() + x * BLOCK + channel % BLOCK] += sum;
                }
            }
        }
        return still;
    }

    /** Where a cell is in the picture, and on a road that is flat and straight. */
    private static float[] coordinates(LatentFamily.Geometry geometry, CellShape shape, int i, int j) {
        double below = (i + 0.5) * shape.fold() - geometry.row();
        double least = shape.height() / HORIZON;
        double distance = Math.max(below, least);
        double across = ((j + 0.5) * shape.fold() - geometry.column()) / distance;
        double u = Math.clamp(across, -MAX_ACROSS, MAX_ACROSS);
        return new float[] {
            FoldedInput.coordinate(j, shape.columns()),
            FoldedInput.coordinate(i, shape.rows()),
            (float) (u / ACROSS),
            (float) (least / distance),
            (float) (1 / (1 + StrictMath.exp(-below * EDGE / shape.height()))),
            (float) StrictMath.sin(Math.PI * u),
            (float) StrictMath.cos(Math.PI * u),
            (float) StrictMath.sin(2 * Math.PI * u),
            (float) StrictMath.cos(2 * Math.PI * u),
            (float) StrictMath.sin(4 * Math.PI * u),
            (float) StrictMath.cos(4 * Math.PI * u)
        };
    }

    @Override
    public boolean take(PairInput input, int picture, boolean known) {
        PairCheck.latents(layout.pictures() * layout.latents(), input.latents());
        int from = picture * layout.latents();
        float[] values = Arrays.copyOfRange(input.latents(), from, from + layout.latents());
        if (known && Arrays.equals(values, taken[picture])) {
            return false;
        }
        taken[picture] = values;
        grid.take(StretchedGrid.mixed(product(planes, values), planesWeight, new float[layout.channels()]));
        for (int block = 0; block < film.length; block++) {
            float[] steps = product(film[block], values);
            for (int channel = 0; channel < layout.channels(); channel++) {
                Normalisation.put(coefficients[block], channel, 1 + steps[channel], steps[layout.channels() + channel]);
            }
        }
        return true;
    }

    /** A matrix with a row for each sum, times the latent numbers. */
    private static float[] product(float[] matrix, float[] values) {
        float[] sums = new float[matrix.length / values.length];
        for (int row = 0; row < sums.length; row++) {
            float sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum = ScalarMath.fma(values[i], matrix[row * values.length + i], sum);
            }
            sums[row] = sum;
        }
        return sums;
    }

    @Override
    public void row(int y, Plane out) {
        grid.add(y, still, out);
    }

    @Override
    public float[] coefficients(int block) {
        return coefficients[block];
    }
}
