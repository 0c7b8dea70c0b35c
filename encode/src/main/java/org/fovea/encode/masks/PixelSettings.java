package org.fovea.encode.masks;

/**
 * How single pixels of masks are flipped so that the drawn frame is seen right, see {@link PixelSearch}.
 *
 * @param rounds most rounds; 0 for none. One that keeps no flip is the last
 * @param perPair flips of a pair that are tried in a round, 1 or more
 * @param distance least distance in rows or columns of two flips that are tried together, 1 or more: the nearer, the
 *     more others have a share in what is put down to a flip
 * @param reach how far from a wrong pixel flips are looked for, in rows and columns; 0 or more
 * @param temperature that the segmentation network's logits are divided by for the slopes, above 0; below 1 pixels
 *     count that are nearly right
 */
public record PixelSettings(int rounds, int perPair, int distance, int reach, double temperature) {
    /** Most rounds that can be asked for. */
    public static final int MAX_ROUNDS = 1000;

    /** @throws IllegalArgumentException where a number is out of range */
    public PixelSettings {
        if (rounds < 0 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("pixel rounds " + rounds + " are not in 0.." + MAX_ROUNDS);
        }
        if (perPair < 1 || distance < 1 || reach < 0 || !(temperature > 0)) {
            throw new IllegalArgumentException("pixels: perPair " + perPair + ", distance " + distance + ", reach "
                    + reach + ", temperature " + temperature
                    + "; perPair and distance are 1 or more, reach 0 or more, temperature above 0");
        }
    }

    /** No rounds. */
    public static PixelSettings none() {
        return new PixelSettings(0, 96, 6, 1, 0.3);
    }
}
