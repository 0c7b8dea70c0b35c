package org.fovea.samples.drive;

import java.util.List;
import org.fovea.evaluate.pixel.ResizedSegmentation;

/**
 * What a pixel shows: the five classes of the comma10k data set, which the challenge's segmentation network was trained
 * on.
 */
public enum DriveClass {
    /** The surface that a car may drive on, the shoulder within the outer lines included. */
    ROAD,
    /** Paint on the road. */
    LANE_MARKING,
    /** Everything else: roadside, trees, buildings, posts, hills and sky. */
    UNDRIVABLE,
    /** Vehicles, moving or parked. */
    MOVABLE,
    /** The car that carries the camera. */
    OWN_CAR;

    /** The class's number in a label map. */
    byte id() {
        return (byte) ordinal();
    }

    /** The names for people, in the order of their numbers. */
    public static List<String> labels() {
        return ResizedSegmentation.CLASS_NAMES;
    }
}
