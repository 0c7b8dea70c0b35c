package org.fovea.codec.mask;

/**
 * Dimensions of a class-mask tensor.
 *
 * @param height rows, 1..4096
 * @param width columns, 1..4096
 * @param classes number of classes, 2..256; class ids are 0..classes-1, stored as unsigned bytes
 */
public record MaskShape(int frames, int height, int width, int classes) {
    public static final int MAX_SIDE = 4096;

    public static final int MAX_CLASSES = 256;

    public MaskShape {
        check(frames, 1, Integer.MAX_VALUE, "frames");
        check(height, 1, MAX_SIDE, "height");
        check(width, 1, MAX_SIDE, "width");
        check(classes, 2, MAX_CLASSES, "classes");
    }

    public int pixels() {
        return height * width;
    }

    public long total() {
        return (long) frames * pixels();
    }

    private static void check(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is not in " + least + ".." + most);
        }
    }
}
