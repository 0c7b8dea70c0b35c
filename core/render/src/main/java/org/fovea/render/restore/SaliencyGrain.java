package org.fovea.render.restore;

/**
 * Grain that depends on nothing but a seed, the frame's number and the decoded picture: full where the picture is flat,
 * none near strong edges, the same in all colours. Integers only; what is computed: {@code docs/rendering.md} §8. Not
 * for several threads at a time.
 */
public final class SaliencyGrain {
    /** Average slope, in Sobel's units (eight times code values per pixel), from which on there is no grain. */
    static final int EDGE = 64;

    /** Pixels on either side over which slopes are averaged. */
    private static final int RADIUS = 2;

    /** Brings strength·mask·noise to code values in 1/2³⁰: 2³⁰/(16·EDGE·√(4·(256² − 1)/12)), rounded. */
    private static final long SCALE = 7095;

    private static final int SHIFT = 30;

    private final int height;
    private final int width;
    private final int strength;
    private final int seed;
    private final byte[] luma;
    private final byte[] slope;
    private final int[] average;
    private final BoxBlur blur;

    /**
     * Grain for frames of one size.
     *
     * @param strength16 sixteenths of a code value of the standard deviation where a picture is flat, 1..1024
     * @param seed 0..2³²−1
     * @throws IllegalArgumentException where a number is out of range
     */
    public SaliencyGrain(int height, int width, int strength16, long seed) {
        int bytes = Frames.bytes(height, width);
        if (strength16 < 1 || strength16 > 1024 || seed < 0 || seed > 0xffff_ffffL) {
            throw new IllegalArgumentException("grain of strength " + strength16 + " and seed " + seed
                    + ": strengths are 1..1024, seeds 0..2^32-1");
        }
        this.height = height;
        this.width = width;
        this.strength = strength16;
        this.seed = (int) seed;
        luma = new byte[bytes / Frames.COLOURS];
        slope = new byte[luma.length];
        average = new int[width];
        blur = new BoxBlur(height, width, RADIUS, 1);
    }

    /**
     * Adds grain to a frame.
     *
     * @param frame number of the frame, 0 or more; each has its own grain
     * @param rgb [height][width][3], 0..255
     * @param out receives as many bytes; not {@code rgb}
     * @throws IllegalArgumentException where the arrays are the same or of another size, or the number is negative
     */
    public void apply(int frame, byte[] rgb, byte[] out) {
        Frames.check(height, width, rgb, out);
        if (frame < 0) {
            throw new IllegalArgumentException("frame " + frame + " is not 0 or more");
        }
        lighten(rgb, luma);
        for (int y = 0; y < height; y++) {
            slopes(y);
        }
        blur.begin(slope);
        int key = hash(seed ^ hash(frame + 0x9e3779b9));
        for (int y = 0; y < height; y++) {
            blur.row(y, average);
            row(rgb, y, hash(key ^ y), out);
        }
    }

    private static void lighten(byte[] rgb, byte[] luma) {
        for (int i = 0, from = 0; i < luma.length; i++, from += Frames.COLOURS) {
            int sum = 77 * (rgb[from] & 0xff) + 150 * (rgb[from + 1] & 0xff) + 29 * (rgb[from + 2] & 0xff);
            luma[i] = (byte) ((sum + 128) >> 8);
        }
    }

    /** Sobel's slopes across and down, their sizes added and limited to 255. */
    private void slopes(int y) {
        int above = Math.max(y - 1, 0) * width;
        int here = y * width;
        int below = Math.min(y + 1, height - 1) * width;
        for (int x = 0; x < width; x++) {
            int left = Math.max(x - 1, 0);
            int right = Math.min(x + 1, width - 1);
            int across = column(above, here, below, right) - column(above, here, below, left);
            int down = row(below, left, x, right) - row(above, left, x, right);
            slope[here + x] = (byte) Math.min(Math.abs(across) + Math.abs(down), 255);
        }
    }

    private int column(int above, int here, int below, int x) {
        return (luma[above + x] & 0xff) + 2 * (luma[here + x] & 0xff) + (luma[below + x] & 0xff);
    }

    private int row(int at, int left, int x, int right) {
        return (luma[at + left] & 0xff) + 2 * (luma[at + x] & 0xff) + (luma[at + right] & 0xff);
    }

    private void row(byte[] rgb, int y, int key, byte[] out) {
        int at = y * width * Frames.COLOURS;
        for (int x = 0; x < width; x++) {
            int mask = EDGE - Math.min(average[x], EDGE);
            long scaled = (long) noise(key, x) * (strength * mask) * SCALE;
            int grain = (int) ((scaled + (1L << (SHIFT - 1))) >> SHIFT);
            for (int colour = 0; colour < Frames.COLOURS; colour++, at++) {
                out[at] = (byte) Math.min(Math.max((rgb[at] & 0xff) + grain, 0), 255);
            }
        }
    }

    /**
     * The four bytes of a hash added up, less their mean: nearly Gaussian, −510..510, of the variance 4·(256² − 1)/12.
     */
    private static int noise(int key, int x) {
        int bits = hash(key + x * 0x9e3779b9);
        return (bits & 0xff) + (bits >>> 8 & 0xff) + (bits >>> 16 & 0xff) + (bits >>> 24) - 510;
    }

    /** A well mixed number for each number (the finaliser of MurmurHash3). */
    private static int hash(int value) {
        int bits = (value ^ value >>> 16) * 0x85ebca6b;
        bits = (bits ^ bits >>> 13) * 0xc2b2ae35;
        return bits ^ bits >>> 16;
    }
}
