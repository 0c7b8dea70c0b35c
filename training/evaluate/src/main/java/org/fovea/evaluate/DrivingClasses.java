package org.fovea.evaluate;

import java.util.List;

/**
 * Classes of the comma10k data set, which the challenge's segmentation network was trained on; the bundled one was
 * trained on synthetic drives with the same.
 */
public final class DrivingClasses {
    public static final List<String> NAMES = List.of("road", "lane marking", "undrivable", "movable", "own car");

    private DrivingClasses() {}
}
