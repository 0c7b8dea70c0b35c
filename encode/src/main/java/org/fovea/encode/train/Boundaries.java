package org.fovea.encode.train;

/** Pixels beside another class, where nearly all errors are. */
final class Boundaries {
    private Boundaries() {}

    /**
     * 1 + {@code extra} for pixels one of whose four neighbours has another class, 1 for the others, divided by the
     * mean of all.
     */
    static float[] weights(byte[] classes, int rows, int columns, double extra) {
        boolean[] boundary = new boolean[classes.length];
        int count = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int at = y * columns + x;
                boundary[at] = x > 0 && classes[at - 1] != classes[at]
                        || x + 1 < columns && classes[at + 1] != classes[at]
                        || y > 0 && classes[at - columns] != classes[at]
                        || y + 1 < rows && classes[at + columns] != classes[at];
                count += boundary[at] ? 1 : 0;
            }
        }
        double mean = 1 + extra * count / classes.length;
        float[] weights = new float[classes.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) ((boundary[i] ? 1 + extra : 1) / mean);
        }
        return weights;
    }
}
