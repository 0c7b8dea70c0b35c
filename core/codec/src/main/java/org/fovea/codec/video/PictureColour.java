package org.fovea.codec.video;

/**
 * What the samples of a video mean. A stream that says otherwise of itself is refused: taken for something else, its
 * pictures would be wrong without anybody noticing.
 *
 * @param matrix how luma and chroma become red, green and blue
 * @param range which numbers are black and white
 * @param depth bits of a sample as coded, 8 or 10; decoded pictures have 8 in any case
 */
public record PictureColour(Matrix matrix, Range range, Layout layout, int depth) {
    /** What this program writes: BT.601 of limited range, 4:2:0, as the challenge reads every clip. */
    public static final PictureColour USUAL = new PictureColour(Matrix.BT601, Range.LIMITED, Layout.YUV_420, 8);

    /** @throws IllegalArgumentException where the depth is another one */
    public PictureColour {
        if (depth != 8 && depth != 10) {
            throw new IllegalArgumentException("samples of " + depth + " bits; only 8 and 10 are supported");
        }
    }

    public PictureColour withDepth(int bits) {
        return new PictureColour(matrix, range, layout, bits);
    }

    /** The order is part of the archive format. */
    public enum Matrix {
        BT601
    }

    /** The order is part of the archive format. */
    public enum Range {
        /** Luma 16..235, chroma 16..240. */
        LIMITED,
        /** 0..255. */
        FULL
    }

    /** Planes, never interleaved RGB. The order is part of the archive format. */
    public enum Layout {
        /** Chroma of half the width and height, rounded up. */
        YUV_420,
        /** Chroma of half the width, rounded up. */
        YUV_422,
        /** Chroma of full size. */
        YUV_444
    }
}
