package org.fovea.samples.drive;

/**
 * A square of noise at many scales that repeats without a seam, with reduced copies so that distant ground does not
 * sparkle. Values have mean 0, deviation 0.4 at the finest level and less at the others, and are within ±1.
 */
final class NoiseTexture {
    /** Texels of a side. */
    static final int SIDE = 256;

    private static final int LEVELS = 9;
    private static final double OCTAVE = 0.72;
    private static final double DEVIATION = 0.4;
    private final float[][] levels = new float[LEVELS][];

    NoiseTexture(long seed) {
        float[] finest = new float[SIDE * SIDE];
        double amplitude = 1;
        for (int cells = 4; cells <= SIDE / 2; cells *= 2) {
            add(finest, new SeededNumbers(seed, cells), cells, (float) amplitude);
            amplitude *= OCTAVE;
        }
        normalise(finest);
        levels[0] = finest;
        for (int level = 1; level < LEVELS; level++) {
            levels[level] = halved(levels[level - 1], SIDE >> level);
        }
    }

    /** Adds a lattice of random values, smoothly interpolated. */
    private static void add(float[] target, SeededNumbers numbers, int cells, float amplitude) {
        float[] lattice = new float[cells * cells];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = (float) numbers.between(-amplitude, amplitude);
        }
        int step = SIDE / cells;
        for (int y = 0; y < SIDE; y++) {
            int y0 = y / step;
            int y1 = (y0 + 1) % cells;
            float fy = smooth((float) (y % step) / step);
            for (int x = 0; x < SIDE; x++) {
                int x0 = x / step;
                int x1 = (x0 + 1) % cells;
                float fx = smooth((float) (x % step) / step);
                float top = lattice[y0 * cells + x0] * (1 - fx) + lattice[y0 * cells + x1] * fx;
                float bottom = lattice[y1 * cells + x0] * (1 - fx) + lattice[y1 * cells + x1] * fx;
                target[y * SIDE + x] += top * (1 - fy) + bottom * fy;
            }
        }
    }

    private static void normalise(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        double scale = DEVIATION / Math.sqrt(squares / values.length - mean * mean);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.clamp((values[i] - mean) * scale, -1.0, 1.0);
        }
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float[] halved(float[] source, int side) {
        float[] target = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = 4 * y * side + 2 * x;
                target[y * side + x] =
                        0.25f * (source[at] + source[at + 1] + source[at + 2 * side] + source[at + 2 * side + 1]);
            }
        }
        return target;
    }

    /** The level whose texels are about {@code footprint} texels of the finest wide. */
    static int level(double footprint) {
        int level = 0;
        double wide = footprint;
        while (wide > 1.5 && level < LEVELS - 1) {
            wide *= 0.5;
            level++;
        }
        return level;
    }

    /**
     * The noise at a place, linearly interpolated.
     *
     * @param x texels of the finest level, any number
     * @param y likewise
     * @param level as {@link #level} says
     */
    float at(double x, double y, int level) {
        double scale = 1.0 / (1 << level);
        double lx = x * scale;
        double ly = y * scale;
        double floorX = Math.floor(lx);
        double floorY = Math.floor(ly);
        float fx = (float) (lx - floorX);
        float fy = (float) (ly - floorY);
        int bits = 8 - level;
        int mask = (1 << bits) - 1;
        int x0 = (int) (long) floorX & mask;
        int y0 = ((int) (long) floorY & mask) << bits;
        int x1 = x0 + 1 & mask;
        int y1 = y0 + (1 << bits) & (mask << bits);
        float[] texels = levels[level];
        float top = texels[y0 + x0] + (texels[y0 + x1] - texels[y0 + x0]) * fx;
        float bottom = texels[y1 + x0] + (texels[y1 + x1] - texels[y1 + x0]) * fx;
        return top + (bottom - top) * fy;
    }
}
