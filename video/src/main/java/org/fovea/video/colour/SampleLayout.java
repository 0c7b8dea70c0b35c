package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/** How the 8-bit samples of a frame lie in memory. */
public enum SampleLayout {
    /** Luma, then two chroma planes of half the width and half the height (rounded up). */
    YUV_420("8 bit 4:2:0", 3, 1, 1),
    /** Luma, then two chroma planes of half the width (rounded up). */
    YUV_422("8 bit 4:2:2", 3, 1, 0),
    /** Luma and two chroma planes of full size. */
    YUV_444("8 bit 4:4:4", 3, 0, 0),
    /** Luma, then two chroma planes of half the height (rounded up). */
    YUV_440("8 bit 4:4:0", 3, 0, 1),
    /** Luma, then two chroma planes of a quarter of the width (rounded up). */
    YUV_411("8 bit 4:1:1", 3, 2, 0),
    /** Three planes, green, blue, red. */
    GBR_PLANAR("8 bit RGB, planar", 3, 0, 0),
    /** One plane, blue, green, red and a byte without meaning for each pixel. */
    BGR_0("8 bit RGB, packed", 1, 0, 0),
    /** One plane, red, green, blue for each pixel. */
    RGB("8 bit RGB", 1, 0, 0);

    private final String title;
    private final int planes;
    private final int chromaShiftX;
    private final int chromaShiftY;

    SampleLayout(String title, int planes, int chromaShiftX, int chromaShiftY) {
        this.title = title;
        this.planes = planes;
        this.chromaShiftX = chromaShiftX;
        this.chromaShiftY = chromaShiftY;
    }

    /** Name in tables and messages. */
    public String title() {
        return title;
    }

    /** Number of planes. */
    public int planes() {
        return planes;
    }

    /** Samples in a row of a plane, times the bytes of each where they have 8 bits. */
    public int rowBytes(FrameSize size, int plane) {
        return switch (this) {
            case BGR_0 -> 4 * size.width();
            case RGB -> 3 * size.width();
            default -> plane == 0 ? size.width() : halved(size.width(), chromaShiftX);
        };
    }

    /** Rows of a plane. */
    public int rows(FrameSize size, int plane) {
        return plane == 0 ? size.height() : halved(size.height(), chromaShiftY);
    }

    /** Whether the samples are luma and chroma. */
    public boolean isYuv() {
        return ordinal() < GBR_PLANAR.ordinal();
    }

    private static int halved(int size, int shift) {
        return (size + (1 << shift) - 1) >> shift;
    }
}
