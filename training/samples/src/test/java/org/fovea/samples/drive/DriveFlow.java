package org.fovea.samples.drive;

import org.fovea.codec.FrameSize;

/**
 * Follows places of the ground from frame to frame by an {@link EgoMotion}, written apart from the code that states it.
 */
final class DriveFlow {
    private DriveFlow() {}

    /**
     * Where a place of the ground that the second frame shows was in the first.
     *
     * @param first the first frame's camera; only its height, pitch and roll over the ground are used
     * @return pixels, or null where it was not seen
     */
    static double[] cameFrom(FrameSize size, CameraPose first, EgoMotion motion, double x, double y) {
        // The second camera's ray in the first camera's axes: its roll, then its pitch, then its yaw.
        double f = CameraPose.focal(size);
        double[] ray = {(x - size.width() / 2.0) / f, (y - size.height() / 2.0) / f, 1};
        ray = turn(ray, 0, 1, motion.roll());
        ray = turn(ray, 1, 2, motion.pitch());
        ray = turn(ray, 2, 0, motion.yaw());
        // Down in the first camera's axes, from its own pitch and roll.
        double[] down = {
            StrictMath.cos(first.pitch()) * StrictMath.sin(first.roll()),
            StrictMath.cos(first.pitch()) * StrictMath.cos(first.roll()),
            -StrictMath.sin(first.pitch())
        };
        double[] moved = {motion.right(), -motion.up(), motion.forward()};
        double sinks = dot(ray, down);
        double left = first.height() - dot(moved, down);
        if (sinks <= 1e-6) {
            return null;
        }
        double reach = left / sinks;
        double[] place = {moved[0] + reach * ray[0], moved[1] + reach * ray[1], moved[2] + reach * ray[2]};
        if (place[2] <= 0.1) {
            return null;
        }
        return new double[] {size.width() / 2.0 + f * place[0] / place[2], size.height() / 2.0 + f * place[1] / place[2]
        };
    }

    /** Turns the plane of two axes, from the first towards the second. */
    private static double[] turn(double[] v, int from, int to, double angle) {
        double[] out = v.clone();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        out[from] = v[from] * cos - v[to] * sin;
        out[to] = v[from] * sin + v[to] * cos;
        return out;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /**
     * Place on the ground that a place of the frame shows.
     *
     * @return east and north in metres, or null at or above the horizon
     */
    static double[] ground(CameraPose camera, FrameSize size, double x, double y) {
        double u = (x - size.width() / 2.0) / CameraPose.focal(size);
        double v = (y - size.height() / 2.0) / CameraPose.focal(size);
        double side = u * Math.cos(camera.roll()) - v * Math.sin(camera.roll());
        double low = u * Math.sin(camera.roll()) + v * Math.cos(camera.roll());
        double down = low * Math.cos(camera.pitch()) - Math.sin(camera.pitch());
        if (down <= 0) {
            return null;
        }
        double right = camera.height() / down * side;
        double forward = camera.height() / down * (low * Math.sin(camera.pitch()) + Math.cos(camera.pitch()));
        double cos = Math.cos(camera.yaw());
        double sin = Math.sin(camera.yaw());
        return new double[] {camera.east() + right * cos + forward * sin, camera.north() - right * sin + forward * cos};
    }

    /**
     * Where a place on the ground appears.
     *
     * @return x and y in pixels, or null where it is not in front of the camera
     */
    static double[] pixel(CameraPose camera, FrameSize size, double east, double north) {
        double[] seen = camera.turned(east - camera.east(), -camera.height(), north - camera.north());
        double scale = CameraPose.focal(size) / seen[2];
        return seen[2] <= 0
                ? null
                : new double[] {size.width() / 2.0 + scale * seen[0], size.height() / 2.0 + scale * seen[1]};
    }
}
