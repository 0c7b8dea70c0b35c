package org.fovea.video.stream;

/**
 * What an AV1 sequence header (specification §5.5) says about the pictures.
 *
 * @param width largest number of columns of a frame
 * @param height largest number of rows of a frame
 * @param bitDepth bits per sample: 8, 10 or 12
 * @param monochrome whether there is a luma plane only
 * @param halfWidthChroma whether the chroma planes have half the columns
 * @param halfHeightChroma whether the chroma planes have half the rows
 * @param layered whether frames may belong to layers of which a decoder chooses some
 * @param stillOnly whether frame headers are of the short kind that single pictures have
 */
public record SequenceHeader(
        int width,
        int height,
        int bitDepth,
        boolean monochrome,
        boolean halfWidthChroma,
        boolean halfHeightChroma,
        boolean layered,
        boolean stillOnly) {
    private static final int SELECT_SCREEN_CONTENT_TOOLS = 2;

    /** Whether the luma plane has 8 bits and the chroma planes, if any, are 4:2:0. */
    public boolean hasPlainLuma() {
        return bitDepth == 8 && (monochrome || (halfWidthChroma && halfHeightChroma));
    }

    /** Short name of the sample format. */
    public String format() {
        String chroma = monochrome ? "monochrome" : halfWidthChroma ? (halfHeightChroma ? "4:2:0" : "4:2:2") : "4:4:4";
        return bitDepth + " bit " + chroma;
    }

    /**
     * Parses the payload {@code data[from..end)} of a sequence header OBU.
     *
     * @throws org.fovea.codec.FormatException where it is cut short
     */
    static SequenceHeader parse(String section, byte[] data, int from, int end) {
        HeaderBits in = new HeaderBits(section, data, from, end);
        int profile = in.number(3);
        in.skip(1); // still_picture
        boolean reduced = in.flag();
        boolean layered = false;
        if (reduced) {
            in.skip(5);
        } else {
            layered = operatingPointsHaveLayers(in);
        }
        int widthBits = in.number(4) + 1;
        int heightBits = in.number(4) + 1;
        int width = in.number(widthBits) + 1;
        int height = in.number(heightBits) + 1;
        if (!reduced && in.flag()) {
            in.skip(7); // lengths of frame ids
        }
        in.skip(3); // block size, intra filters
        if (!reduced) {
            skipInterTools(in);
        }
        in.skip(3); // superres, cdef, restoration
        return colour(in, profile, new SequenceHeader(width, height, 8, true, true, true, layered, reduced));
    }

    private static boolean operatingPointsHaveLayers(HeaderBits in) {
        boolean decoderModel = false;
        int delayBits = 0;
        if (in.flag()) {
            in.skip(64);
            if (in.flag()) {
                in.golomb();
            }
            decoderModel = in.flag();
            if (decoderModel) {
                delayBits = in.number(5) + 1;
                in.skip(42);
            }
        }
        boolean displayDelay = in.flag();
        int points = in.number(5) + 1;
        boolean layers = false;
        for (int i = 0; i < points; i++) {
            layers |= in.number(12) != 0;
            if (in.number(5) > 7) {
                in.skip(1);
            }
            if (decoderModel && in.flag()) {
                in.skip(2 * delayBits + 1);
            }
            if (displayDelay && in.flag()) {
                in.skip(4);
            }
        }
        return layers;
    }

    private static void skipInterTools(HeaderBits in) {
        in.skip(4);
        boolean orderHint = in.flag();
        if (orderHint) {
            in.skip(2);
        }
        int screenContent = in.flag() ? SELECT_SCREEN_CONTENT_TOOLS : in.number(1);
        if (screenContent > 0 && !in.flag()) {
            in.skip(1);
        }
        if (orderHint) {
            in.skip(3);
        }
    }

    /** The same pictures with the samples that the colour configuration (§5.5.2) tells. */
    private static SequenceHeader colour(HeaderBits in, int profile, SequenceHeader pictures) {
        boolean high = in.flag();
        int depth = high ? (profile == 2 && in.flag() ? 12 : 10) : 8;
        boolean monochrome = profile != 1 && in.flag();
        boolean identity = false;
        if (in.flag()) {
            int primaries = in.number(8);
            int transfer = in.number(8);
            int matrix = in.number(8);
            identity = primaries == 1 && transfer == 13 && matrix == 0;
        }
        if (monochrome) {
            return pictures.with(depth, true, true, true);
        }
        if (identity) {
            return pictures.with(depth, false, false, false);
        }
        in.skip(1); // colour range
        boolean halfWidth = profile == 0;
        boolean halfHeight = profile == 0;
        if (profile == 2) {
            halfWidth = depth != 12 || in.flag();
            halfHeight = depth == 12 && halfWidth && in.flag();
        }
        return pictures.with(depth, false, halfWidth, halfHeight);
    }

    private SequenceHeader with(int depth, boolean noChroma, boolean halfWidth, boolean halfHeight) {
        return new SequenceHeader(width, height, depth, noChroma, halfWidth, halfHeight, layered, stillOnly);
    }
}
