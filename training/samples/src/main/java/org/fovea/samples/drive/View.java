package org.fovea.samples.drive;

import org.fovea.codec.FrameSize;

/**
 * What the camera sees in one frame: things at places in level axes (right, up from the ground, forward) to the canvas.
 */
final class View {
    private static final double NEAR = 0.25;
    private static final int MAX_CORNERS = 12;
    final CameraPose camera;
    final FrameSize size;
    final double focal;
    final double middleX;
    final double middleY;
    final double cosYaw;
    final double sinYaw;
    final double cosPitch;
    final double sinPitch;
    final double cosRoll;
    final double sinRoll;
    private final Canvas canvas;
    private final double[][] clipped = new double[MAX_CORNERS][3];
    private final double[][] corners = new double[MAX_CORNERS][];
    private final double[] xs = new double[MAX_CORNERS];
    private final double[] ys = new double[MAX_CORNERS];

    View(CameraPose camera, FrameSize size, Canvas canvas) {
        this.camera = camera;
        this.size = size;
        this.canvas = canvas;
        focal = CameraPose.focal(size);
        middleX = size.width() / 2.0;
        middleY = size.height() / 2.0;
        cosYaw = StrictMath.cos(camera.yaw());
        sinYaw = StrictMath.sin(camera.yaw());
        cosPitch = StrictMath.cos(camera.pitch());
        sinPitch = StrictMath.sin(camera.pitch());
        cosRoll = StrictMath.cos(camera.roll());
        sinRoll = StrictMath.sin(camera.roll());
    }

    Canvas canvas() {
        return canvas;
    }

    /** Metres to the right of the camera of a place in the world. */
    double right(double east, double north) {
        return (east - camera.east()) * cosYaw - (north - camera.north()) * sinYaw;
    }

    /** Metres before the camera. */
    double forward(double east, double north) {
        return (east - camera.east()) * sinYaw + (north - camera.north()) * cosYaw;
    }

    private double[] tilted(double right, double up, double forward) {
        return camera.tilted(right, camera.height() - up, forward);
    }

    /**
     * Where a place appears.
     *
     * @param pixel receives x, y and pixels per metre there
     * @return false where it is not before the camera
     */
    boolean pixel(double right, double up, double forward, double[] pixel) {
        double[] seen = tilted(right, up, forward);
        if (seen[2] < NEAR) {
            return false;
        }
        double scale = focal / seen[2];
        pixel[0] = middleX + seen[0] * scale;
        pixel[1] = middleY + seen[1] * scale;
        pixel[2] = scale;
        return true;
    }

    /**
     * Fills a flat convex thing.
     *
     * @param places right, up, forward of each corner
     */
    void polygon(double[][] places, float[] colour, float fade, float opacity, byte label) {
        for (int i = 0; i < places.length; i++) {
            corners[i] = tilted(places[i][0], places[i][1], places[i][2]);
        }
        int count = clip(places.length);
        for (int i = 0; i < count; i++) {
            double scale = focal / clipped[i][2];
            xs[i] = middleX + clipped[i][0] * scale;
            ys[i] = middleY + clipped[i][1] * scale;
        }
        if (count > 2) {
            canvas.polygon(xs, ys, count, colour, fade, opacity, label);
        }
    }

    /** Cuts off what is behind the camera (Sutherland and Hodgman 1974). */
    private int clip(int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double[] from = corners[i];
            double[] to = corners[i + 1 == count ? 0 : i + 1];
            if (from[2] >= NEAR) {
                System.arraycopy(from, 0, clipped[kept++], 0, 3);
            }
            if (from[2] >= NEAR != to[2] >= NEAR) {
                double part = (NEAR - from[2]) / (to[2] - from[2]);
                for (int k = 0; k < 3; k++) {
                    clipped[kept][k] = from[k] + (to[k] - from[k]) * part;
                }
                kept++;
            }
        }
        return kept;
    }
}
