package org.fovea.samples.drive;

import java.util.List;

/**
 * How the camera moved from one frame to the next, in its own axes at the first of the two. To turn from the first to
 * the second: first {@code yaw}, then {@code pitch}, then {@code roll}, each about the axis as already turned.
 *
 * @param forward metres
 * @param right metres
 * @param up metres
 * @param pitch radians, nose up
 * @param yaw radians, to the right
 * @param roll radians, right side down
 */
public record EgoMotion(double forward, double right, double up, double pitch, double yaw, double roll) {
    /** Names of {@link #values()} with units, as in a table's head. */
    public static final List<String> NAMES =
            List.of("forward_m", "right_m", "up_m", "pitch_rad", "yaw_rad", "roll_rad");

    /** The six numbers in the order of the record. */
    public double[] values() {
        return new double[] {forward, right, up, pitch, yaw, roll};
    }
}
