package org.fovea.video.prefilter;

/**
 * Mixes a plane with its blur where a {@link CorridorSettings corridor} is not. The blur is three box blurs one after
 * the other, close to a Gaussian; the mix is in 256ths. Integers only. One object for planes of one size.
 */
final class CorridorBlur {
    private static final int PASSES = 3;

    private final int width;
    private final int height;
    private final int radius;
    private final int[] shares;
    private final byte[] blurred;
    private final byte[] spare;

    /** A blur for planes of a size. */
    CorridorBlur(int height, int width, int radius, CorridorSettings settings) {
        this.height = height;
        this.width = width;
        this.radius = radius;
        shares = new int[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                shares[y * width + x] = share((x + 0.5) / width, (y + 0.5) / height, settings);
            }
        }
        blurred = new byte[shares.length];
        spare = new byte[shares.length];
    }

    /** How much of the blur a place gets, 0..256. */
    private static int share(double x, double y, CorridorSettings settings) {
        double down = Math.max(0, (y - settings.horizon()) / Math.max(1e-6, 1 - settings.horizon()));
        double half = 0.5 * (settings.top() + (settings.bottom() - settings.top()) * down);
        double aside = Math.max(0, Math.abs(x - settings.centre()) - half);
        double above = Math.max(0, settings.horizon() - y);
        double outside = Math.max(aside, above);
        double share = settings.feather() == 0 ? (outside > 0 ? 1 : 0) : Math.min(1, outside / settings.feather());
        return (int) Math.round(256 * share);
    }

    /** Blurs a plane in place. */
    void apply(byte[] plane) {
        System.arraycopy(plane, 0, blurred, 0, plane.length);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                box(blurred, spare, y * width, 1, width);
            }
            for (int x = 0; x < width; x++) {
                box(spare, blurred, x, width, height);
            }
        }
        for (int i = 0; i < plane.length; i++) {
            int value = plane[i] & 0xff;
            plane[i] = (byte) (value + ((blurred[i] & 0xff) - value) * shares[i] / 256);
        }
    }

    /** The mean over 2·radius + 1 samples of a line, whose ends go on for ever. */
    private void box(byte[] from, byte[] to, int start, int step, int count) {
        int span = 2 * radius + 1;
        int sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += sample(from, start, step, count, i);
        }
        for (int i = 0; i < count; i++) {
            to[start + i * step] = (byte) ((sum + radius) / span);
            sum += sample(from, start, step, count, i + radius + 1) - sample(from, start, step, count, i - radius);
        }
    }

    private static int sample(byte[] from, int start, int step, int count, int index) {
        return from[start + Math.clamp(index, 0, count - 1) * step] & 0xff;
    }
}
