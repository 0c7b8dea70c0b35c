package org.fovea.render.restore;

/** Checks of frames that all steps share. */
final class Frames {
    static final int COLOURS = 3;

    private Frames() {}

    /**
     * Bytes of a frame of three colours.
     *
     * @throws IllegalArgumentException where sizes are not positive or an array could not hold it
     */
    static int bytes(int height, int width) {
        if (height < 1 || width < 1 || (long) height * width > (Integer.MAX_VALUE - 8) / COLOURS) {
            throw new IllegalArgumentException("a frame of " + height + " by " + width + " pixels cannot be worked on");
        }
        return height * width * COLOURS;
    }

    /** Checks an input and an output of one size. */
    static void check(int height, int width, byte[] rgb, byte[] out) {
        int bytes = bytes(height, width);
        if (rgb.length != bytes || out.length != bytes) {
            throw new IllegalArgumentException("frames of " + rgb.length + " and " + out.length
                    + " bytes where both should have " + bytes + " (" + height + " by " + width + " pixels)");
        }
        if (rgb == out) {
            throw new IllegalArgumentException("a frame cannot be worked on in place");
        }
    }
}
