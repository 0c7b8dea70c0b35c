package org.fovea.samples.drive;

/** The own car's bonnet at the lower edge: fixed to the camera, mirroring a little of the sky. */
record Bonnet(DriveStyle style, Light light) {
    void paint(Canvas canvas) {
        byte label = DriveClass.OWN_CAR.id();
        int first = (int) (canvas.height * (style.bonnetTop - 0.02));
        for (int y = first; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++) {
                double across = 2 * (x + 0.5) / canvas.width - 1;
                double square = across * across;
                double top = canvas.height * (style.bonnetTop + style.bonnetArch * square * (0.6 + 0.4 * square));
                float cover = (float) Math.clamp(y + 1 - top, 0.0, 1.0);
                if (cover > 0) {
                    double depth = (y + 0.5 - top) / (0.1 * canvas.height);
                    double crease = Math.abs(across) - 0.45 - 0.08 * depth;
                    double shine = 0.5 / (1 + 400 * crease * crease) + Math.max(0, 0.9 - depth);
                    float[] colour = {gloss(0, shine), gloss(1, shine), gloss(2, shine)};
                    canvas.blend(y * canvas.width + x, cover, colour, 1, label);
                }
            }
        }
    }

    private float gloss(int channel, double shine) {
        return (float) (style.bonnet[channel] * light.ambient[channel] * 0.8
                + 0.14 * shine * light.skyTop[channel]
                + 0.02 * light.ambient[channel]);
    }
}
