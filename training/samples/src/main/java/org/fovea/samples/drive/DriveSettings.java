package org.fovea.samples.drive;

import java.util.Objects;
import org.fovea.codec.FrameSize;

/**
 * Which drive to render. Equal settings give equal frames; another size shows the same drive.
 *
 * @param size of every frame, at least 16×16
 * @param frames number of frames, at least 1
 * @param seed of the road, its surroundings, the weather, the traffic and the driver
 * @param time of day
 */
public record DriveSettings(FrameSize size, long frames, long seed, TimeOfDay time) {
    /** Title of a drive's clip, which tells it from footage, also after a remux. */
    public static final String TITLE = "Fovea synthetic drive";

    /** Frames per second, as in the challenge's clips. */
    public static final int FRAMES_PER_SECOND = 20;

    private static final int MIN_SIDE = 16;

    /** @throws IllegalArgumentException where a number is too small */
    public DriveSettings {
        Objects.requireNonNull(time);
        if (size.width() < MIN_SIDE || size.height() < MIN_SIDE) {
            throw new IllegalArgumentException("frames of " + size + " are too small for a road; at least 16×16");
        }
        if (frames < 1) {
            throw new IllegalArgumentException("a drive of " + frames + " frames");
        }
    }
}
