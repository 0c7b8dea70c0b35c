package org.fovea.render.restore;

/**
 * Which samples of a line make each sample of a longer or shorter one, and their weights in 1/{@link #ONE}.
 *
 * @param first place of the first sample of each output sample; may be left of the line
 * @param count weights of each output sample
 * @param weights [output sample][count]; those of a sample add up to {@link #ONE}
 */
record ResizeTaps(int[] first, int count, int[] weights) {
    static final int BITS = 14;
    static final int ONE = 1 << BITS;

    static ResizeTaps of(int from, int to, ResizeFilter filter) {
        double ratio = (double) from / to;
        // Where a line becomes shorter, the filter covers as much more of it.
        double stretch = Math.max(ratio, 1);
        double reach = filter.radius() * stretch;
        int count = 2 * (int) StrictMath.ceil(reach);
        int[] first = new int[to];
        int[] weights = new int[Math.multiplyExact(to, count)];
        double[] exact = new double[count];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * ratio - 0.5;
            first[i] = (int) StrictMath.floor(centre) - count / 2 + 1;
            double sum = 0;
            for (int tap = 0; tap < count; tap++) {
                exact[tap] = filter.at(Math.abs(first[i] + tap - centre) / stretch);
                sum += exact[tap];
            }
            round(exact, sum, weights, i * count);
        }
        return new ResizeTaps(first, count, weights);
    }

    /**
     * Rounds weights one after the other such that what is lost by one is given to the next, and so all add up to one.
     */
    private static void round(double[] exact, double sum, int[] weights, int at) {
        double wanted = 0;
        int given = 0;
        for (int tap = 0; tap < exact.length; tap++) {
            wanted += exact[tap];
            int total = tap == exact.length - 1 ? ONE : (int) StrictMath.rint(wanted / sum * ONE);
            weights[at + tap] = total - given;
            given = total;
        }
    }
}
