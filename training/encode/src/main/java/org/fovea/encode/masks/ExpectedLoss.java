package org.fovea.encode.masks;

/**
 * How many wrong pixels a class in the mask is expected to become, before the networks have seen it.
 *
 * @param wanted what the network sees in the original
 * @param mask as it is now
 * @param seen what the network sees on the frame that is rendered from {@code mask}
 * @param worth of a wrong pixel, by its class in the original; empty where all count alike
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels that is never compared
record ExpectedLoss(byte[] wanted, byte[] mask, byte[] seen, double[] worth) {
    /** A pixel that the network sees right is lost so often when it is flipped. */
    private static final double RIGHT_LOST = 0.7;

    /** A pixel that is seen wrong anyway takes so many others with it when the mask says what is seen. */
    private static final double WRONG_SPREADS = 0.15;

    double of(int pixel, int id) {
        double pixels = pixels(pixel, id);
        return worth.length == 0 ? pixels : pixels * worth[wanted[pixel] & 0xff];
    }

    private double pixels(int pixel, int id) {
        if (id == (wanted[pixel] & 0xff)) {
            return 0;
        }
        if (seen[pixel] == wanted[pixel]) {
            return id == (mask[pixel] & 0xff) ? 0 : RIGHT_LOST;
        }
        return id == (seen[pixel] & 0xff) || id == (mask[pixel] & 0xff) ? WRONG_SPREADS : RIGHT_LOST;
    }
}
