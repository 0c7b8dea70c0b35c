package org.fovea.encode.poses;

import java.util.Arrays;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.pose.PoseColumn;

/** Sizes of a small but visible change in each dimension of a family's poses. */
final class PoseUnits {
    private PoseUnits() {}

    static double[] of(RendererContent content) {
        double[] units = new double[content.header().poseDimensions()];
        switch (content.header().family()) {
            case ColourFamily.ID -> {
                // Pixels of the mask, and pixels at the picture's edge.
                units[0] = 0.5;
                units[1] = 0.5;
                units[2] = 1.0 / content.header().masks().width();
            }
            case CompactFamily.ID, LatentFamily.ID -> {
                for (int pose = 0; pose < units.length; pose += CompactFamily.POSE) {
                    // Cells, then grey levels, then a share of the contrast.
                    Arrays.fill(units, pose, pose + 8, 0.125);
                    Arrays.fill(units, pose + 8, pose + 11, 1);
                    units[pose + 11] = 1.0 / 64;
                }
            }
            default -> {
                Arrays.fill(units, 1.0 / 16);
                for (PoseColumn column : content.poses().columns()) {
                    units[column.dimension()] = spread(column);
                }
            }
        }
        return units;
    }

    /** A quarter of the standard deviation of a column, at least a step. */
    private static double spread(PoseColumn column) {
        double mean = Arrays.stream(column.codes()).average().orElse(0);
        double squares = Arrays.stream(column.codes())
                .mapToDouble(code -> (code - mean) * (code - mean))
                .average()
                .orElse(0);
        return Math.max(1, Math.sqrt(squares) / 4) * Math.max(Math.abs(column.step()), Float.MIN_NORMAL);
    }
}
