package org.fovea.video.raw;

import org.fovea.codec.FrameSize;

/**
 * How the bytes of a frame seem to lie, judged by what neighbours have in common. The length of a file cannot tell: RGB
 * pixel by pixel, three planes one after the other, and two frames of 4:2:0 have the same.
 *
 * <p>In a picture the nearest samples are the most alike. If pixels are interleaved, the sample below is 3·width bytes
 * away and the one to the right 3 bytes; in a plane they are width and 1 byte away. The frame is called planar where
 * both planar distances join samples that are more alike than the interleaved ones do. Grey pictures fool the second
 * test but not the first; pictures without change along rows fool both and are not judged.
 */
public enum RowStructure {
    /** Red, green and blue of a pixel lie side by side. */
    INTERLEAVED,
    /** Rows of one colour, or of luma. */
    PLANAR,
    /** Too flat or too noisy to tell. */
    UNCLEAR;

    /** Rows that are checked, so that a frame of any size takes little time. */
    private static final int MAX_ROWS = 64;

    /** How much more alike neighbours of one kind must be: differences of noise are equal up to a few percent. */
    private static final double CLEARLY = 0.9;

    /**
     * Change along a row, in levels, below which rows are too flat to tell: neighbours in a row then are as alike at
     * any distance.
     */
    private static final double MIN_CHANGE = 0.25;

    /**
     * Judges a frame.
     *
     * @param frame 3 · width · height bytes
     */
    public static RowStructure of(byte[] frame, FrameSize size) {
        int width = size.width();
        if (frame.length != size.rgbBytes()) {
            throw new IllegalArgumentException(frame.length + " bytes given, " + size.rgbBytes() + " expected");
        }
        if (size.height() < 4 || width < 8) {
            return UNCLEAR;
        }
        double belowPlanar = difference(frame, width, width);
        double belowInterleaved = difference(frame, width, 3 * width);
        double besidePlanar = difference(frame, width, 1);
        double besideInterleaved = difference(frame, width, 3);
        if (belowInterleaved < CLEARLY * belowPlanar) {
            return INTERLEAVED;
        }
        boolean planar = belowPlanar < CLEARLY * belowInterleaved
                && besidePlanar < besideInterleaved
                && besideInterleaved > MIN_CHANGE;
        return planar ? PLANAR : UNCLEAR;
    }

    /** Mean absolute difference of bytes that lie {@code distance} apart, over rows spread over the frame. */
    private static double difference(byte[] frame, int width, int distance) {
        int rows = (frame.length - distance) / width;
        int step = Math.max(1, rows / MAX_ROWS);
        long sum = 0;
        long count = 0;
        for (int row = 0; row < rows; row += step) {
            int start = row * width;
            for (int x = 0; x < width; x++) {
                sum += Math.abs((frame[start + x] & 0xff) - (frame[start + x + distance] & 0xff));
            }
            count += width;
        }
        return (double) sum / count;
    }
}
