package org.fovea.render;

import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;

/** The compact family in double, written from its definition and nothing else. */
final class NaiveCompact extends NaiveCells {
    private final CompactFamily.Layout layout;
    private final int classes;

    NaiveCompact(CompactFamily.Layout layout, RendererWeights weights, MaskShape shape) {
        super(weights, shape.height(), shape.width(), layout.fold(), layout.channels(), layout.blocks());
        this.layout = layout;
        classes = shape.classes();
    }

    double[][][] picture(byte[] mask) {
        double[][][] x = pointwise("input", folded(mask));
        double[] nodes = doubles(weights.values("map"));
        double[][][] map = grids(nodes, layout.mapChannels(), layout.mapRows(), layout.mapColumns());
        addStretched(pointwise("map", map), 0, x);
        return picture(x);
    }

    private double[][][] folded(byte[] mask) {
        double[][][] folded = new double[classes * fold * fold + 2][rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int row = 0; row < fold; row++) {
                    for (int column = 0; column < fold; column++) {
                        int y = Math.min(i * fold + row, height - 1);
                        int x = Math.min(j * fold + column, width - 1);
                        folded[(mask[y * width + x] * fold + row) * fold + column][i][j] = 1;
                    }
                }
                folded[folded.length - 2][i][j] = (j + 0.5) / columns * 2 - 1;
                folded[folded.length - 1][i][j] = (i + 0.5) / rows * 2 - 1;
            }
        }
        return folded;
    }
}
