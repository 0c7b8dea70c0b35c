package org.fovea.codec.pose;

import java.util.List;

/**
 * The poses of all pairs. Dimensions without a column are zero for every pair.
 *
 * @param dimensions length of a pose vector, 0..64; 0 where a renderer takes none
 * @param columns the dimensions that vary, in ascending order
 */
public record PoseTrack(int pairs, int dimensions, List<PoseColumn> columns) {
    public static final int MAX_DIMENSIONS = 64;

    public PoseTrack {
        columns = List.copyOf(columns);
        if (pairs < 1 || dimensions < 0 || dimensions > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(pairs + " pairs of " + dimensions + " dimensions");
        }
        int last = -1;
        for (PoseColumn column : columns) {
            if (column.dimension() <= last || column.dimension() >= dimensions || column.codes().length != pairs) {
                throw new IllegalArgumentException("pose columns are not in order or do not fit the pairs");
            }
            last = column.dimension();
        }
    }

    public static PoseTrack none(int pairs) {
        return new PoseTrack(pairs, 0, List.of());
    }

    public PoseTrack of(List<Integer> which) {
        List<PoseColumn> some = columns.stream()
                .map(column -> new PoseColumn(
                        column.dimension(),
                        column.step(),
                        column.offset(),
                        which.stream().mapToInt(pair -> column.codes()[pair]).toArray()))
                .toList();
        return new PoseTrack(which.size(), dimensions, some);
    }

    public float[] pose(int pair) {
        float[] pose = new float[dimensions];
        for (PoseColumn column : columns) {
            pose[column.dimension()] = column.value(pair);
        }
        return pose;
    }
}
