package org.fovea.render.network;

import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;

/** What every renderer asks of the arguments of {@link org.fovea.render.PairRenderer#render}. */
final class PairCheck {
    private PairCheck() {}

    /** @throws IllegalArgumentException where a size does not fit, a class id is out of range, or a pose is not finite */
    static void verify(
            MaskShape shape, FrameSize size, int dimensions, byte[] mask, float[] pose, byte[] frame1, byte[] frame2) {
        if (mask.length != shape.pixels()) {
            throw new IllegalArgumentException("a mask of " + mask.length + " bytes, " + shape.pixels() + " expected");
        }
        if (frame1.length != size.rgbBytes() || frame2.length != size.rgbBytes() || frame1 == frame2) {
            throw new IllegalArgumentException("two frames of " + size.rgbBytes() + " bytes each expected");
        }
        if (pose.length != dimensions) {
            throw new IllegalArgumentException("a pose of " + pose.length + " numbers, " + dimensions + " expected");
        }
        for (float value : pose) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("pose " + Arrays.toString(pose) + " is not finite");
            }
        }
        for (byte id : mask) {
            if (id < 0 || id >= shape.classes()) {
                throw new IllegalArgumentException("class " + id + " is not in 0.." + (shape.classes() - 1));
            }
        }
    }
}
