package org.fovea.evaluate.pixel;

/**
 * Where the pixels of one axis come from when a picture is resized bilinearly with half-pixel centres and without
 * antialiasing (PyTorch's {@code interpolate(mode="bilinear", align_corners=False)}).
 *
 * <p>The source coordinate is computed in double from the scale rounded to float, as the CPU build of PyTorch does with
 * which the challenge's reference values were made. Builds that compute it in float move pixels by up to 0.005.
 */
@SuppressWarnings("ArrayRecordComponent") // private tables of the resizer that are never compared
record ResizeAxis(int[] low, int[] high, float[] lowWeight, float[] highWeight) {
    /**
     * @param source number of source pixels, 1 or more
     * @param target number of target pixels, 1 or more
     */
    static ResizeAxis of(int source, int target) {
        int[] low = new int[target];
        int[] high = new int[target];
        float[] lowWeight = new float[target];
        float[] highWeight = new float[target];
        float scale = (float) source / (float) target;
        for (int i = 0; i < target; i++) {
            double coordinate = Math.max(0, scale * (i + 0.5) - 0.5);
            low[i] = Math.min((int) coordinate, source - 1);
            high[i] = Math.min(low[i] + 1, source - 1);
            highWeight[i] = (float) Math.clamp(coordinate - low[i], 0.0, 1.0);
            lowWeight[i] = 1 - highWeight[i];
        }
        return new ResizeAxis(low, high, lowWeight, highWeight);
    }
}
