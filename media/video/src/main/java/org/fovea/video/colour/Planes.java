package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/**
 * Samples of a frame, plane by plane: bytes, or two bytes each, the lower first, where they have more than 8 bits.
 * Held, not copied: most readers fill the same arrays for every frame.
 *
 * @param data a plane each, row by row without gaps
 * @param stride bytes of a row, for each plane
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of samples that is never compared
public record Planes(byte[][] data, int[] stride) {
    /** Planes of 8-bit samples, all 0. */
    public static Planes of(SampleLayout layout, FrameSize size) {
        return of(layout, size, 1);
    }

    /** Planes of samples of one or two bytes each, all 0. */
    static Planes of(SampleLayout layout, FrameSize size, int sampleBytes) {
        byte[][] data = new byte[layout.planes()][];
        int[] stride = new int[data.length];
        for (int plane = 0; plane < data.length; plane++) {
            stride[plane] = layout.rowBytes(size, plane) * sampleBytes;
            data[plane] = new byte[stride[plane] * layout.rows(size, plane)];
        }
        return new Planes(data, stride);
    }
}
