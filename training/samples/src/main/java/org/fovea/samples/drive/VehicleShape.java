package org.fovea.samples.drive;

/**
 * Form and colour of a vehicle; lengths in metres.
 *
 * @param width across
 * @param length from bumper to bumper
 * @param waist height of the lower body
 * @param roof height of all
 * @param cabinFrom where the cabin begins, from the rear
 * @param cabinTo where it ends
 * @param lean how far the cabin's windows lean in
 * @param windows whether the rear has a window
 * @param paint linear reflectance
 */
record VehicleShape(
        double width,
        double length,
        double waist,
        double roof,
        double cabinFrom,
        double cabinTo,
        double lean,
        boolean windows,
        float[] paint) {

    /**
     * The usual ones: saloon; estate, sport utility; van; lorry. Of each the share of vehicles up to it, widths,
     * lengths, waist, heights, cabin from and to, lean, share with windows.
     */
    private static final double[][] KINDS = {
        {0.5, 1.72, 1.88, 4.2, 4.9, 0.88, 1.38, 1.5, 0.55, 3.3, 0.5, 1},
        {0.8, 1.78, 1.98, 4.3, 4.9, 0.98, 1.5, 1.85, 0.05, 3.3, 0.25, 1},
        {0.92, 1.9, 2.1, 4.9, 5.9, 1.1, 2.0, 2.5, 0.02, 4.5, 0.1, 0.6},
        {1, 2.4, 2.55, 7, 11, 1.2, 3.0, 3.8, 0.02, 6.9, 0.03, 0}
    };

    static VehicleShape draw(SeededNumbers numbers) {
        float[] paint = paint(numbers);
        double share = numbers.unit();
        int kind = 0;
        while (share >= KINDS[kind][0]) {
            kind++;
        }
        double[] k = KINDS[kind];
        double width = numbers.between(k[1], k[2]);
        double length = numbers.between(k[3], k[4]);
        double roof = numbers.between(k[6], k[7]);
        boolean windows = k[11] == 1 || k[11] > 0 && numbers.chance(k[11]);
        return new VehicleShape(width, length, k[5], roof, k[8], k[9], k[10], windows, paint);
    }

    private static float[] paint(SeededNumbers numbers) {
        double kind = numbers.unit();
        if (kind < 0.6) {
            double grey = new double[] {0.03, 0.09, 0.3, 0.7}[numbers.below(4)] * numbers.between(0.8, 1.1);
            return DriveStyle.colour(grey, grey, grey * numbers.between(0.95, 1.1));
        }
        double[][] colours = {
            {0.35, 0.03, 0.03}, {0.04, 0.08, 0.3}, {0.05, 0.16, 0.08}, {0.45, 0.3, 0.06}, {0.2, 0.15, 0.1}
        };
        double[] colour = colours[numbers.below(colours.length)];
        double light = numbers.between(0.7, 1.3);
        return DriveStyle.colour(light * colour[0], light * colour[1], light * colour[2]);
    }
}
