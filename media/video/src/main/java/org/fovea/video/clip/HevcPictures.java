package org.fovea.video.clip;

/**
 * Finds out, from the outermost layer of an HEVC stream (ITU-T H.265, 7.3.1 and 7.3.2.3), whether every picture in it
 * is shown. Not shown are pictures that lead a random access point at which decoding starts, those that a flag hides,
 * and those that a random access point throws away. Where any of these may occur the frames must be decoded to be
 * counted.
 */
final class HevcPictures {
    private static final int RASL_N = 8;
    private static final int RASL_R = 9;
    private static final int FIRST_IRAP = 16;
    private static final int LAST_BLA = 18;
    private static final int LAST_IDR = 20;
    private static final int CRA = 21;
    private static final int LAST_VCL = 31;
    private static final int PPS = 34;
    private static final int END_OF_SEQUENCE = 36;
    private static final int END_OF_STREAM = 37;

    private final int lengthBytes;
    private boolean allShown = true;
    private boolean starting = true;
    private boolean leadingIsSkipped;
    private boolean first = true;

    /**
     * @param extradata the stream's parameter sets as the container holds them: {@code hvcC}, or NAL units with start
     *     codes
     */
    HevcPictures(byte[] extradata) {
        boolean configuration = extradata.length > 22 && extradata[0] == 1;
        lengthBytes = configuration ? (extradata[21] & 3) + 1 : 0;
        if (configuration) {
            parameterSets(extradata);
        } else {
            startCodes(extradata);
        }
    }

    boolean allShown() {
        return allShown;
    }

    /** Parses a packet; it is expected to hold one picture. */
    void packet(byte[] data) {
        int pictures = lengthBytes > 0 ? lengthPrefixed(data) : startCodes(data);
        allShown &= pictures == 1;
    }

    private void parameterSets(byte[] data) {
        int at = 23;
        for (int array = 0; array < (data[22] & 0xff); array++) {
            if (at + 3 > data.length) {
                allShown = false;
                return;
            }
            int count = (data[at + 1] & 0xff) << 8 | data[at + 2] & 0xff;
            at += 3;
            for (int i = 0; i < count; i++) {
                if (at + 2 > data.length) {
                    allShown = false;
                    return;
                }
                int size = (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
                unit(data, at + 2, Math.min(data.length, at + 2 + size));
                at += 2 + size;
            }
        }
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
        if (type == PPS) {
            allShown &= !hidesPictures(data, from + 2, to);
        } else if (type == END_OF_SEQUENCE || type == END_OF_STREAM) {
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

    /** Whether output_flag_present_flag of a picture parameter set is 1. */
    private static boolean hidesPictures(byte[] data, int from, int to) {
        BitCursor bits = new BitCursor(data, from, to);
        bits.skipExpGolomb();
        bits.skipExpGolomb();
        bits.bit();
        return bits.bit() != 0;
    }

    /**
     * Bits from the left. The four fields read here end long before emulation prevention bytes could matter, except in
     * hostile streams.
     */
    private static final class BitCursor {
        private final byte[] data;
        private final long end;
        private long at;

        BitCursor(byte[] data, int from, int to) {
            this.data = data;
            this.at = 8L * from;
            this.end = 8L * to;
        }

        int bit() {
            int bit = at < end ? data[(int) (at >> 3)] >> (7 - (at & 7)) & 1 : 1;
            at++;
            return bit;
        }

        void skipExpGolomb() {
            int zeros = 0;
            while (zeros < 32 && bit() == 0) {
                zeros++;
            }
            at += zeros;
        }
    }
}
