package org.fovea.samples.drive;

import org.fovea.codec.FrameSize;

/**
 * A pinhole camera over a flat ground. World axes: east, up, north in metres; the ground is at height 0. Square pixels;
 * the optical axis meets the frame's middle; the focal length is 0.8 of the frame's width.
 *
 * @param east metres
 * @param height metres over the ground
 * @param north metres
 * @param yaw radians, clockwise from north
 * @param pitch radians, nose up
 * @param roll radians, right side down
 */
public record CameraPose(double east, double height, double north, double yaw, double pitch, double roll) {
    private static final double FOCAL = 0.8;

    public static double focal(FrameSize size) {
        return FOCAL * size.width();
    }

    /** Turns a difference in world axes into the camera's axes: right, down, forward. */
    double[] turned(double toEast, double up, double toNorth) {
        double cos = StrictMath.cos(yaw);
        double sin = StrictMath.sin(yaw);
        return tilted(toEast * cos - toNorth * sin, -up, toEast * sin + toNorth * cos);
    }

    /** From level axes, right, down and forward, to the camera's. */
    double[] tilted(double right, double down, double forward) {
        double cosPitch = StrictMath.cos(pitch);
        double sinPitch = StrictMath.sin(pitch);
        double cosRoll = StrictMath.cos(roll);
        double sinRoll = StrictMath.sin(roll);
        double low = down * cosPitch + forward * sinPitch;
        double ahead = -down * sinPitch + forward * cosPitch;
        return new double[] {right * cosRoll + low * sinRoll, -right * sinRoll + low * cosRoll, ahead};
    }

    public EgoMotion motionTo(CameraPose next) {
        double[] moved = turned(next.east - east, next.height - height, next.north - north);
        double[] forward = seen(next, 0, 0, 1);
        double[] right = seen(next, 1, 0, 0);
        double newYaw = StrictMath.atan2(forward[0], forward[2]);
        double newPitch = StrictMath.asin(Math.clamp(-forward[1], -1.0, 1.0));
        // With the yaw and the pitch taken away, the right-hand axis is (cos roll, sin roll, 0) in right and down.
        double cosYaw = StrictMath.cos(newYaw);
        double sinYaw = StrictMath.sin(newYaw);
        double cosPitch = StrictMath.cos(newPitch);
        double sinPitch = StrictMath.sin(newPitch);
        double level = right[0] * cosYaw - right[2] * sinYaw;
        double low = right[1] * cosPitch + (right[0] * sinYaw + right[2] * cosYaw) * sinPitch;
        double newRoll = StrictMath.atan2(low, level);
        return new EgoMotion(moved[2], moved[0], -moved[1], newPitch, newYaw, newRoll);
    }

    /** An axis of {@code next} in the axes of this camera. */
    private double[] seen(CameraPose next, double u, double v, double w) {
        double cosRoll = StrictMath.cos(next.roll);
        double sinRoll = StrictMath.sin(next.roll);
        double cosPitch = StrictMath.cos(next.pitch);
        double sinPitch = StrictMath.sin(next.pitch);
        double right = u * cosRoll - v * sinRoll;
        double low = u * sinRoll + v * cosRoll;
        double down = low * cosPitch - w * sinPitch;
        double ahead = low * sinPitch + w * cosPitch;
        double cosYaw = StrictMath.cos(next.yaw);
        double sinYaw = StrictMath.sin(next.yaw);
        return turned(right * cosYaw + ahead * sinYaw, -down, -right * sinYaw + ahead * cosYaw);
    }
}
