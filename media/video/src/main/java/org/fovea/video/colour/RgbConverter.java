package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/** Makes RGB of the samples of frames of one size and layout. Used by one thread at a time. */
public interface RgbConverter {
    /**
     * The converter for a layout.
     *
     * @throws IllegalArgumentException where the rule does not apply to the layout
     */
    static RgbConverter of(ColourRule rule, SampleLayout layout, FrameSize size) {
        return of(rule, layout, 8, size);
    }

    /**
     * The same for samples of luma and chroma of 8 to 16 bits; those of RGB have 8.
     *
     * @throws IllegalArgumentException where the rule does not apply to the layout
     */
    static RgbConverter of(ColourRule rule, SampleLayout layout, int depth, FrameSize size) {
        if (layout.isYuv() == (rule == ColourRule.RGB)) {
            throw new IllegalArgumentException("rule " + rule.id() + " for " + layout.title());
        }
        return layout.isYuv()
                ? new YuvToRgb(rule, layout, depth, size)
                : (planes, rgb) -> System.arraycopy(planes.data()[0], 0, rgb, 0, rgb.length);
    }

    /**
     * Converts a frame.
     *
     * @param planes samples in the converter's layout
     * @param rgb receives height × width × 3 values 0..255, row by row, red first
     */
    void convert(Planes planes, byte[] rgb);
}
