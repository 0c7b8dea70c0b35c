package org.fovea.testkit.networks;

import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.samples.drive.DriveMasks;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.TimeOfDay;

/** Class masks of a synthetic drive by day, small enough for a test. */
public final class SmallMasks {
    private SmallMasks() {}

    /** Draws {@code frames} frames. */
    public static MaskTensor draw(int frames, int height, int width, long seed) {
        return DriveMasks.draw(new DriveSettings(new FrameSize(width, height), frames, seed, TimeOfDay.DAY), 1);
    }
}
