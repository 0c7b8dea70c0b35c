package org.fovea.encode.poses;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whole numbers z for which (z − target)ᵀ·H·(z − target) is least: depth first over the triangle of H's Cholesky
 * factor, nearest numbers first, cutting off what is already worse (Schnorr and Euchner's enumeration). Gives up the
 * proof, not the answer, after a number of nodes.
 */
final class ClosestPoints {
    private static final int MAX_NODES = 3000;

    private final double[][] upper;
    private final double[] target;
    private final int wanted;
    private final List<Point> found = new ArrayList<>();
    private final long[] z;
    private int nodes;

    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Point(long[] numbers, double distance) {}

    private ClosestPoints(double[][] upper, double[] target, int wanted) {
        this.upper = upper;
        this.target = target;
        this.wanted = wanted;
        z = new long[target.length];
    }

    /**
     * Finds points.
     *
     * @param matrix H, symmetric and positive definite
     * @param wanted how many
     * @return at least one, nearest first
     */
    static List<Point> find(double[][] matrix, double[] target, int wanted) {
        ClosestPoints search = new ClosestPoints(LeastSquares.cholesky(matrix), target, wanted);
        search.descend(target.length - 1, 0);
        return search.found;
    }

    private void descend(int level, double distance) {
        if (level < 0) {
            found.add(new Point(z.clone(), distance));
            found.sort(Comparator.comparingDouble(Point::distance));
            if (found.size() > wanted) {
                found.removeLast();
            }
            return;
        }
        double centre = target[level];
        for (int j = level + 1; j < z.length; j++) {
            centre -= upper[level][j] / upper[level][level] * (z[j] - target[j]);
        }
        long nearest = Math.round(Math.clamp(centre, -1e9, 1e9));
        int side = centre < nearest ? -1 : 1;
        for (int k = 0; ; k++) {
            // 0, then one to the nearer side, one to the other, two to the nearer side, …
            z[level] = nearest + (k % 2 == 0 ? -side * (k / 2) : side * (k / 2 + 1));
            double miss = upper[level][level] * (z[level] - centre);
            double reached = distance + miss * miss;
            boolean full = found.size() == wanted;
            if (full && (reached >= found.getLast().distance() || nodes > MAX_NODES)) {
                return;
            }
            nodes++;
            descend(level - 1, reached);
        }
    }
}
