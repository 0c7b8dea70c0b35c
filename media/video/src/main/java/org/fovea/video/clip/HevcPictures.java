package org.fovea.video.clip;

/**
 * Finds out, from the outermost layer of an HEVC stream (ITU-T H.265, 7.3.1), whether every picture in it is shown. Not
 * shown are pictures that lead a random access point at which decoding starts, and those that a random access point
 * throws away. Where any of these may occur the frames must be decoded to be counted. Pictures that a flag of their
 * slices hides (pic_output_flag), which no usual encoder writes, are not looked for: such a clip has fewer frames than
 * counted, and reading it ends in an error.
 */
final class HevcPictures {
    private static final int RASL_N = 8;
    private static final int RASL_R = 9;
    private static final int FIRST_IRAP = 16;
    private static final int LAST_BLA = 18;
    private static final int LAST_IDR = 20;
    private static final int CRA = 21;
    private static final int LAST_VCL = 31;
    private static final int END_OF_SEQUENCE = 36;
    private static final int END_OF_STREAM = 37;

    private final int lengthBytes;
    private boolean allShown = true;
    private boolean starting = true;
    private boolean leadingIsSkipped;
    private boolean first = true;

    /** @param extradata {@code hvcC}, which says how long lengths are; packets have start codes where it is none */
    HevcPictures(byte[] extradata) {
        lengthBytes = extradata.length > 22 && extradata[0] == 1 ? (extradata[21] & 3) + 1 : 0;
    }

    boolean allShown() {
        return allShown;
    }

    /** Parses a packet; it is expected to hold one picture. */
    void packet(byte[] data) {
        int pictures = lengthBytes > 0 ? lengthPrefixed(data) : startCodes(data);
        allShown &= pictures == 1;
    }

    private int lengthPrefixed(byte[] data) {
        int pictures = 0;
        long at = 0;
        while (at + lengthBytes <= data.length) {
            long size = 0;
            for (int i = 0; i < lengthBytes; i++) {
                size = size << 8 | data[(int) at + i] & 0xff;
            }
            at += lengthBytes;
            pictures += unit(data, (int) at, (int) Math.min(data.length, at + size));
            at += size;
        }
        return pictures;
    }

    private int startCodes(byte[] data) {
        int pictures = 0;
        int begin = -1;
        for (int i = 0; i + 3 <= data.length; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                pictures += begin < 0 ? 0 : unit(data, begin, i);
                begin = i + 3;
                i += 2;
            }
        }
        return pictures + (begin < 0 ? 0 : unit(data, begin, data.length));
    }

    /** Returns 1 where the unit begins a picture of the base layer. */
    private int unit(byte[] data, int from, int to) {
        if (to - from < 3) {
            return 0;
        }
        int type = data[from] >> 1 & 0x3f;
        int layer = (data[from] & 1) << 5 | (data[from + 1] & 0xff) >> 3;
        if (layer > 0) {
            return 0;
        }
        if (type == END_OF_SEQUENCE || type == END_OF_STREAM) {
            starting = true;
        } else if (type <= LAST_VCL && (data[from + 2] & 0x80) != 0) {
            picture(type, (data[from + 2] & 0x40) != 0);
            return 1;
        }
        return 0;
    }

    private void picture(int type, boolean secondFlag) {
        boolean randomAccess = type >= FIRST_IRAP && type <= 23;
        if (randomAccess) {
            // no_output_of_prior_pics_flag; there is nothing before the first picture.
            allShown &= first || !secondFlag;
            leadingIsSkipped = type <= LAST_BLA || type == CRA && starting || type > LAST_IDR && type != CRA;
        } else if (type == RASL_N || type == RASL_R) {
            allShown &= !leadingIsSkipped;
        }
        // A stream that begins in the middle shows nothing until its decoder has recovered.
        allShown &= randomAccess || !first;
        starting = false;
        first = false;
    }
}
