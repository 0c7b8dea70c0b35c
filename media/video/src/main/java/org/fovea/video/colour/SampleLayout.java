package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/** How the samples of a frame lie in memory. */
public enum SampleLayout {
    /** Luma, then two chroma planes of half the width and half the height (rounded up). */
    YUV_420("4:2:0", 1, 1),
    /** Luma, then two chroma planes of half the width (rounded up). */
    YUV_422("4:2:2", 1, 0),
    /** Luma and two chroma planes of full size. */
    YUV_444("4:4:4", 0, 0),
    /** Luma, then two chroma planes of half the height (rounded up). */
    YUV_440("4:4:0", 0, 1),
    /** Luma, then two chroma planes of a quarter of the width (rounded up). */
    YUV_411("4:1:1", 2, 0),
    /** One plane, red, green, blue for each pixel. */
    RGB("RGB", 0, 0);

    private final String title;
    private final int chromaShiftX;
    private final int chromaShiftY;

    SampleLayout(String title, int chromaShiftX, int chromaShiftY) {
        this.title = title;
        this.chromaShiftX = chromaShiftX;
        this.chromaShiftY = chromaShiftY;
    }

    public String title() {
        return title;
    }

    public int planes() {
        return isYuv() ? 3 : 1;
    }

    /** Samples in a row of a plane. */
    public int rowBytes(FrameSize size, int plane) {
        return isYuv() ? shifted(size.width(), plane == 0 ? 0 : chromaShiftX) : 3 * size.width();
    }

    public int rows(FrameSize size, int plane) {
        return shifted(size.height(), plane == 0 ? 0 : chromaShiftY);
    }

    public boolean isYuv() {
        return this != RGB;
    }

    private static int shifted(int size, int shift) {
        return (size + (1 << shift) - 1) >> shift;
    }
}
