package org.fovea.render;

import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.LatentFamily.Geometry;
import org.fovea.codec.family.LatentFamily.Grid;

/** The latent family in double, written from its definition and nothing else. */
final class NaiveLatent extends NaiveCells {
    private final LatentFamily.Layout layout;
    private float[] latents = {};

    NaiveLatent(LatentFamily.Layout layout, RendererWeights weights, int height, int width) {
        super(weights, height, width, layout.fold(), layout.channels(), layout.blocks());
        this.layout = layout;
    }

    double[][][] picture(float[] numbers) {
        latents = numbers;
        double[][][] x = pointwise("input", coordinates());
        Grid map = layout.map();
        addStretched(
                pointwise(
                        weights.values("map.weight"),
                        new float[channels],
                        grids(doubles(weights.values("map")), map.channels(), map.rows(), map.columns())),
                0,
                x);
        Grid planes = layout.planes();
        addStretched(
                pointwise(
                        weights.values("planes.weight"),
                        new float[channels],
                        grids(blended("planes"), planes.channels(), planes.rows(), planes.columns())),
                layout.geometry().firstRow() - 1,
                x);
        return picture(x);
    }

    private double[] blended(String matrix) {
        float[] values = weights.values(matrix);
        double[] sums = new double[values.length / latents.length];
        for (int i = 0; i < values.length; i++) {
            sums[i / latents.length] += (double) values[i] * latents[i % latents.length];
        }
        return sums;
    }

    private double[][][] coordinates() {
        Geometry place = layout.geometry();
        double[][][] planes = new double[LatentFamily.COORDINATES][rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double x = (j + 0.5) * fold;
                double y = (i + 0.5) * fold;
                double depth = Math.max(y - place.row(), height / 64.0);
                double u = Math.min(8, Math.max(-8, (x - place.column()) / depth));
                double[] all = {
                    (j + 0.5) / columns * 2 - 1,
                    (i + 0.5) / rows * 2 - 1,
                    u / 3,
                    height / 64.0 / depth,
                    1 / (1 + Math.exp(-(y - place.row()) * 48 / height)),
                    Math.sin(Math.PI * u),
                    Math.cos(Math.PI * u),
                    Math.sin(2 * Math.PI * u),
                    Math.cos(2 * Math.PI * u),
                    Math.sin(4 * Math.PI * u),
                    Math.cos(4 * Math.PI * u)
                };
                for (int n = 0; n < all.length; n++) {
                    planes[n][i][j] = all[n];
                }
            }
        }
        return planes;
    }

    @Override
    double[] scales(int block) {
        double[] film = blended("block" + block + ".film");
        double[] scales = new double[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = 1 + film[c];
        }
        return scales;
    }

    @Override
    double[] shifts(int block) {
        double[] film = blended("block" + block + ".film");
        double[] shifts = new double[channels];
        System.arraycopy(film, channels, shifts, 0, channels);
        return shifts;
    }
}
