package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;

/**
 * Codes for given columns and steps: little distortion by the pairs' linear models and little price by
 * {@link Innovations}, pair by pair while all others stay as they are. First with real numbers, so that a track becomes
 * smooth where the pose network does not care; then with whole ones, all dimensions of a pair at once, because what one
 * rounds away another can bring back.
 *
 * @param dimensions which have a column; the others are 0
 * @param steps of the columns
 * @param distortionPrice points for a pair's distortion of 1
 * @param bitPrice points for a bit
 * @param distrust distortion that is expected for the square of a distance of 1 from the models' poses, by dimension
 * @param codes of each dimension and pair, as they are
 * @param innovations their price
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CodeSearch(
        List<LinearPose> models,
        int[] dimensions,
        float[] steps,
        double distortionPrice,
        double bitPrice,
        double[] distrust,
        double[][] codes,
        Innovations[] innovations) {
    private static final int REAL_SWEEPS = 4;
    private static final int WHOLE_SWEEPS = 3;

    /** @param start poses to begin at */
    static CodeSearch of(
            List<LinearPose> models,
            int[] dimensions,
            float[] steps,
            List<double[]> start,
            double distortionPrice,
            double bitPrice,
            double[] distrust) {
        double[][] codes = new double[dimensions.length][models.size()];
        for (int j = 0; j < dimensions.length; j++) {
            for (int pair = 0; pair < models.size(); pair++) {
                codes[j][pair] = start.get(pair)[dimensions[j]] / steps[j];
            }
        }
        Innovations[] innovations = new Innovations[dimensions.length];
        return new CodeSearch(models, dimensions, steps, distortionPrice, bitPrice, distrust, codes, innovations);
    }

    PoseTrack search() {
        for (int sweep = 0; sweep < REAL_SWEEPS + WHOLE_SWEEPS; sweep++) {
            fit();
            for (int pair = 0; pair < models.size(); pair++) {
                double[][] curvature = curvature(pair);
                double[] target = target(pair, curvature);
                if (sweep >= REAL_SWEEPS) {
                    long[] nearest =
                            ClosestPoints.find(curvature, target, 1).getFirst().numbers();
                    for (int j = 0; j < target.length; j++) {
                        target[j] = nearest[j];
                    }
                }
                set(pair, target);
            }
        }
        return track();
    }

    /**
     * Neighbours of the codes of a pair, cheapest first by the models.
     *
     * @param wanted how many, the codes themselves most likely among them
     */
    List<ClosestPoints.Point> candidates(int pair, int wanted) {
        double[][] curvature = curvature(pair);
        return ClosestPoints.find(curvature, target(pair, curvature), wanted);
    }

    /** Fits the price to the codes as they are. */
    void fit() {
        for (int j = 0; j < codes.length; j++) {
            innovations[j] = Innovations.fit(codes[j]);
        }
    }

    void set(int pair, double[] values) {
        for (int j = 0; j < values.length; j++) {
            innovations[j].change(pair, values[j] - codes[j][pair]);
            codes[j][pair] = values[j];
        }
    }

    /** The pose that codes say, as the decoder will have it. */
    double[] pose(long[] numbers) {
        double[] pose = new double[models.getFirst().pose().length];
        for (int j = 0; j < dimensions.length; j++) {
            pose[dimensions[j]] = (float) ((double) numbers[j] * steps[j]);
        }
        return pose;
    }

    /** Price in points of other codes for a pair compared with those that it has, without distortion. */
    double priceOf(int pair, long[] values) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            double by = values[j] - codes[j][pair];
            sum += by * (innovations[j].curvature(pair) * by + 2 * innovations[j].slope(pair));
        }
        return sum * bitPrice;
    }

    /** Half the second derivatives of the objective with respect to a pair's codes. */
    private double[][] curvature(int pair) {
        int n = codes.length;
        double[][] matrix = new double[n][n];
        for (double[] row : models.get(pair).jacobian()) {
            for (int i = 0; i < n; i++) {
                double left = distortionPrice * row[dimensions[i]] * steps[i];
                for (int j = 0; j < n; j++) {
                    matrix[i][j] += left * row[dimensions[j]] * steps[j];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            matrix[j][j] += bitPrice * innovations[j].curvature(pair)
                    + distortionPrice * distrust[dimensions[j]] * steps[j] * steps[j];
        }
        return matrix;
    }

    /** The codes of a pair, as real numbers, for which the objective is least. */
    private double[] target(int pair, double[][] curvature) {
        int n = codes.length;
        double[] downhill = new double[n];
        double[] residuals = models.get(pair).at(pose(pair));
        for (int output = 0; output < residuals.length; output++) {
            double[] row = models.get(pair).jacobian()[output];
            for (int j = 0; j < n; j++) {
                downhill[j] -= distortionPrice * residuals[output] * row[dimensions[j]] * steps[j];
            }
        }
        for (int j = 0; j < n; j++) {
            double moved = codes[j][pair] * steps[j] - models.get(pair).pose()[dimensions[j]];
            downhill[j] -= bitPrice * innovations[j].slope(pair)
                    + distortionPrice * distrust[dimensions[j]] * moved * steps[j];
        }
        double[] target = LeastSquares.solve(LeastSquares.cholesky(curvature), downhill);
        for (int j = 0; j < n; j++) {
            target[j] += codes[j][pair];
        }
        return target;
    }

    private double[] pose(int pair) {
        double[] pose = new double[models.get(pair).pose().length];
        for (int j = 0; j < codes.length; j++) {
            pose[dimensions[j]] = codes[j][pair] * steps[j];
        }
        return pose;
    }

    /** The codes, rounded where they are not whole yet. */
    PoseTrack track() {
        List<PoseColumn> columns = new ArrayList<>();
        for (int j = 0; j < codes.length; j++) {
            int[] whole = Arrays.stream(codes[j])
                    .mapToInt(code -> (int) Math.rint(code))
                    .toArray();
            if (Arrays.stream(whole).anyMatch(code -> code != 0)) {
                columns.add(new PoseColumn(dimensions[j], steps[j], 0, whole));
            }
        }
        return new PoseTrack(
                codes.length == 0 ? 1 : codes[0].length, models.getFirst().pose().length, columns);
    }
}
