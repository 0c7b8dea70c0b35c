package org.fovea.samples.drive;

import java.util.Arrays;
import java.util.List;

/** What a pixel shows: the five classes of the comma10k data set, which the challenge's segmentation network was trained on. */
public enum DriveClass {
    /** The surface that a car may drive on, the shoulder within the outer lines included. */
    ROAD("road"),
    /** Paint on the road. */
    LANE_MARKING("lane marking"),
    /** Everything else: roadside, trees, buildings, posts, hills and sky. */
    UNDRIVABLE("undrivable"),
    /** Vehicles, moving or parked. */
    MOVABLE("movable"),
    /** The car that carries the camera. */
    OWN_CAR("own car");

    private final String label;

    DriveClass(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** The class's number in a label map. */
    byte id() {
        return (byte) ordinal();
    }

    /** All {@link #label()}s in the order of their numbers. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DriveClass::label).toList();
    }
}
