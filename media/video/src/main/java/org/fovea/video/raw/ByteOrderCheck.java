package org.fovea.video.raw;

import java.util.Optional;
import org.fovea.codec.FrameSize;

/**
 * Whether a candidate's frame would be much closer to the original's if its bytes were read in another order: swapped
 * colours, which have no structure of their own that gives them away, and planes.
 */
public final class ByteOrderCheck {
    /** Pixels that are compared, spread over the frame. */
    private static final int MAX_PIXELS = 1 << 16;

    /** Another order is believed where it leaves less than this part of the squared error. */
    private static final double MUCH_CLOSER = 0.5;

    /** Orders in which red, green and blue are looked for. */
    private enum Order {
        RGB("interleaved RGB", false, 0, 1, 2),
        BGR("interleaved BGR", false, 2, 1, 0),
        GBR("interleaved GBR", false, 2, 0, 1),
        PLANAR_RGB("planes red, green, blue", true, 0, 1, 2),
        PLANAR_BGR("planes blue, green, red", true, 2, 1, 0),
        PLANAR_GBR("planes green, blue, red", true, 2, 0, 1);

        private final String title;
        private final boolean planar;
        private final int[] place;

        Order(String title, boolean planar, int... place) {
            this.title = title;
            this.planar = planar;
            this.place = place;
        }

        int index(int pixel, int channel, int pixels) {
            return planar ? place[channel] * pixels + pixel : 3 * pixel + place[channel];
        }
    }

    private ByteOrderCheck() {}

    /**
     * Compares a frame with the original's of the same number.
     *
     * @param candidate as it was read, believed to be RGB bytes pixel by pixel
     * @param original RGB bytes
     * @return a phrase that names the order in which the candidate is much closer; empty where RGB is the best or
     *     nearly so
     */
    public static Optional<String> objection(byte[] candidate, byte[] original, FrameSize size) {
        if (candidate.length != size.rgbBytes() || original.length != size.rgbBytes()) {
            throw new IllegalArgumentException(
                    "frames of " + candidate.length + " and " + original.length + " bytes for " + size);
        }
        double asRead = error(candidate, original, size.pixels(), Order.RGB);
        Order best = Order.RGB;
        double least = asRead;
        for (Order order : Order.values()) {
            double error = error(candidate, original, size.pixels(), order);
            if (error < least) {
                least = error;
                best = order;
            }
        }
        double asLuma = lumaError(candidate, original, size.pixels());
        // Luma alone is compared there, which is a third of the samples and closer to grey: no proof where RGB fits
        // too.
        if (asLuma < MUCH_CLOSER * Math.min(asRead, least)) {
            return Optional.of(
                    "the candidate's bytes look like planes of luma and chroma (4:4:4): the first third is much closer"
                            + " to the original's luma than the bytes read as interleaved RGB are to the original");
        }
        boolean convincing = least < MUCH_CLOSER * asRead;
        return convincing
                ? Optional.of(
                        "the candidate's bytes look like " + best.title + ": read that way, their squared error is "
                                + Math.round(100 * least / asRead) + " % of that of interleaved RGB")
                : Optional.empty();
    }

    /** Three times the squared error of the first plane, taken as luma of limited range. */
    private static double lumaError(byte[] candidate, byte[] original, int pixels) {
        int step = Math.max(1, pixels / MAX_PIXELS);
        double sum = 0;
        for (int pixel = 0; pixel < pixels; pixel += step) {
            double luma = 0.299 * (original[3 * pixel] & 0xff)
                    + 0.587 * (original[3 * pixel + 1] & 0xff)
                    + 0.114 * (original[3 * pixel + 2] & 0xff);
            double difference = ((candidate[pixel] & 0xff) - 16) * 255 / 219.0 - luma;
            sum += 3 * difference * difference;
        }
        return sum;
    }

    private static double error(byte[] candidate, byte[] original, int pixels, Order order) {
        int step = Math.max(1, pixels / MAX_PIXELS);
        long sum = 0;
        for (int pixel = 0; pixel < pixels; pixel += step) {
            for (int channel = 0; channel < 3; channel++) {
                int difference = (candidate[order.index(pixel, channel, pixels)] & 0xff)
                        - (original[3 * pixel + channel] & 0xff);
                sum += (long) difference * difference;
            }
        }
        return sum;
    }
}
