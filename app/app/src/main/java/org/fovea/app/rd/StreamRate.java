package org.fovea.app.rd;

import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;

/**
 * What bytes are as a rate.
 *
 * @param frames of the original that they stand for
 * @param frameRate of it; 20 frames per second where it is unknown
 */
public record StreamRate(int frames, FrameSize size, FrameRate frameRate) {
    public static StreamRate of(RdTask task) {
        return new StreamRate(
                2 * task.pairs(),
                task.clip().size(),
                task.clip().facts().frameRate().orUsual());
    }

    double kilobits(long bytes) {
        return 8e-3 * bytes * frameRate.perSecond() / frames;
    }

    double bitsPerPixel(long bytes) {
        return 8.0 * bytes / ((double) frames * size.width() * size.height());
    }
}
