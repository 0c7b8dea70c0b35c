package org.fovea.codec.mask;

/**
 * What the pixels of one frame cost in bits, as {@link ClassMaskCoder#measure} finds it. All arrays have an entry for
 * each pixel, row by row; they are used again for the next frame.
 *
 * <p>Costs are those of the adaptive models at that moment: what a changed pixel does to the pixels after it is not in
 * them. Logarithms are the platform's, so these are figures to decide by, no part of the format.
 *
 * @param coded bits that were spent on the pixel; all frames together are the stream but for its header, its checksum
 *     and the rounding to whole bytes
 * @param same what it would have cost if it had the class of its left neighbour (of the pixel above in the first
 *     column)
 * @param other what it would have cost to say that it has another one, without saying which
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
public record PixelCosts(float[] coded, float[] same, float[] other) {
    PixelCosts(int pixels) {
        this(new float[pixels], new float[pixels], new float[pixels]);
    }

    @FunctionalInterface
    public interface Reader {
        /**
         * A frame is coded.
         *
         * @param frame its class ids, and {@code costs} what they cost; both valid during the call only
         */
        void frame(int index, byte[] frame, PixelCosts costs);
    }
}
