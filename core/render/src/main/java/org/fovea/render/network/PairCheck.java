package org.fovea.render.network;

import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;

/** What every renderer asks of the arguments of {@link org.fovea.render.PairRenderer#render}. */
final class PairCheck {
    private PairCheck() {}

    /**
     * @throws IllegalArgumentException where a size does not fit, a class id is out of range, or a pose is not finite
     */
    static void verify(
            MaskShape shape, FrameSize size, int dimensions, byte[] mask, float[] pose, byte[] frame1, byte[] frame2) {
        mask(shape, mask);
        verify(size, dimensions, pose, frame1, frame2);
    }

    /** @throws IllegalArgumentException where the size does not fit or a class id is out of range */
    static void mask(MaskShape shape, byte[] mask) {
        if (mask.length != shape.pixels()) {
            throw new IllegalArgumentException("a mask of " + mask.length + " bytes, " + shape.pixels() + " expected");
        }
        for (byte stored : mask) {
            int id = stored & 0xff;
            if (id >= shape.classes()) {
                throw new IllegalArgumentException("class " + id + " is not in 0.." + (shape.classes() - 1));
            }
        }
    }

    /** @throws IllegalArgumentException where there are too few or too many, or one is not finite */
    static void latents(int expected, float[] latents) {
        if (latents.length != expected) {
            throw new IllegalArgumentException(latents.length + " latent numbers, not " + expected);
        }
        finite("one of the latent numbers", latents);
    }

    /** @throws IllegalArgumentException where a size does not fit or a pose is not finite */
    static void verify(FrameSize size, int dimensions, float[] pose, byte[] frame1, byte[] frame2) {
        if (frame1.length != size.rgbBytes() || frame2.length != size.rgbBytes() || frame1 == frame2) {
            throw new IllegalArgumentException("two frames of " + size.rgbBytes() + " bytes each expected");
        }
        if (pose.length != dimensions) {
            throw new IllegalArgumentException("a pose of " + pose.length + " numbers, " + dimensions + " expected");
        }
        finite("pose", pose);
    }

    private static void finite(String what, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(what + " " + Arrays.toString(values) + " is not finite");
            }
        }
    }
}
