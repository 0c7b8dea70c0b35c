package org.fovea.encode.colours;

import java.util.List;
import java.util.stream.Stream;
import org.fovea.encode.Shortenable;

/**
 * How the renderer family {@code colours} is made.
 *
 * @param rows of the grids of colours to choose from, each 1..64
 * @param columns of the same grids, as many
 */
public record ColoursSettings(List<Integer> rows, List<Integer> columns) implements Shortenable<ColoursSettings> {
    /** One colour for each class, up to a grid of 20×15. */
    public static ColoursSettings defaults() {
        return new ColoursSettings(List.of(1, 3, 6, 9, 15), List.of(1, 4, 8, 12, 20));
    }

    @Override
    public ColoursSettings shortened(double share) {
        return this;
    }

    public ColoursSettings {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        if (rows.isEmpty() || rows.size() != columns.size()) {
            throw new IllegalArgumentException(rows.size() + " rows and " + columns.size() + " columns of grids");
        }
        for (int side : Stream.concat(rows.stream(), columns.stream()).toList()) {
            if (side < 1 || side > 64) {
                throw new IllegalArgumentException("a grid side of " + side + " is not in 1..64");
            }
        }
    }
}
