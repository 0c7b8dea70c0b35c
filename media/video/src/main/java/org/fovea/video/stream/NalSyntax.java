package org.fovea.video.stream;

/** Where H.264, HEVC (H.265) and VVC (H.266) differ in what is read of them. */
enum NalSyntax {
    /** Comes from an encoder of this machine alone, so that its sizes are not checked before they are decoded. */
    H264(1, 5, 7, -1, 8) {
        @Override
        int type(byte first, byte second) {
            return first & 0x1f;
        }

        @Override
        int layer(byte first, byte second) {
            return 0;
        }

        @Override
        boolean isFiller(int type) {
            return type == 9 || type == 12;
        }

        @Override
        boolean isInformation(int type) {
            return type == 6;
        }

        /** The first macroblock of a slice is number 0, which is coded as a set bit. */
        @Override
        boolean beginsPicture(NalUnit unit) {
            return unit.isSlice() && unit.firstFlag();
        }

        /** Access units begin with these where a slice went before (7.4.1.2.3). */
        @Override
        boolean comesBefore(int type) {
            return type >= 6 && type <= 9 || type >= 14 && type <= 18;
        }

        @Override
        void skipToSize(HeaderBits bits) {
            throw new UnsupportedOperationException("sizes of H.264 are in macroblocks");
        }
    },
    HEVC(2, 31, 32, 33, 34) {
        @Override
        int type(byte first, byte second) {
            return first >> 1 & 0x3f;
        }

        @Override
        int layer(byte first, byte second) {
            return (first & 1) << 5 | (second & 0xff) >> 3;
        }

        @Override
        boolean isFiller(int type) {
            return type == 35 || type == 38;
        }

        @Override
        boolean isInformation(int type) {
            return type == 39 || type == 40;
        }

        @Override
        boolean beginsPicture(NalUnit unit) {
            return unit.isSlice() && unit.firstFlag();
        }

        /** Access units begin with these where a slice went before (7.4.2.4.4). */
        @Override
        boolean comesBefore(int type) {
            return type >= 32 && type <= 35 || type == 39 || type >= 41 && type <= 44 || type >= 48 && type <= 55;
        }

        @Override
        void skipToSize(HeaderBits bits) {
            bits.skip(4);
            int subLayers = bits.number(3);
            bits.skip(1 + PROFILE_BITS + 8);
            int profiles = 0;
            int levels = 0;
            for (int i = 0; i < subLayers; i++) {
                profiles += bits.number(1);
                levels += bits.number(1);
            }
            bits.skip(subLayers > 0 ? 2 * (8 - subLayers) : 0);
            bits.skip(PROFILE_BITS * profiles + 8 * levels);
            bits.golomb(); // the parameter set's number
            if (bits.golomb() == 3) {
                bits.skip(1);
            }
        }
    },
    VVC(2, 11, 14, 15, 16) {
        @Override
        int type(byte first, byte second) {
            return (second & 0xff) >> 3;
        }

        @Override
        int layer(byte first, byte second) {
            return first & 0x3f;
        }

        @Override
        boolean isFiller(int type) {
            return type == 20 || type == 25;
        }

        @Override
        boolean isInformation(int type) {
            return type == 23 || type == 24;
        }

        @Override
        boolean beginsPicture(NalUnit unit) {
            return unit.type() == PICTURE_HEADER || unit.isSlice() && unit.firstFlag();
        }

        @Override
        boolean comesBefore(int type) {
            return type >= 12 && type <= 17 || type == 20 || type == 23;
        }

        @Override
        void skipToSize(HeaderBits bits) {
            bits.skip(8);
            int subLayers = bits.number(3);
            bits.skip(4);
            if (bits.flag()) {
                skipProfile(bits, subLayers);
            }
            bits.skip(1);
            if (bits.flag()) {
                bits.skip(1);
            }
        }
    };

    private static final int PROFILE_BITS = 88;
    private static final int PICTURE_HEADER = 19;
    private static final int CONSTRAINT_BITS = 71;

    /** Bytes of a unit's header. */
    final int header;
    /** Types up to this are slices. */
    final int lastSlice;
    /** The types of video, sequence and picture parameter sets; the first is the second where there is none. */
    final int video;

    /** Of those whose size is checked; −1 for none. */
    final int sequence;

    final int picture;

    NalSyntax(int header, int lastSlice, int video, int sequence, int picture) {
        this.header = header;
        this.lastSlice = lastSlice;
        this.video = video;
        this.sequence = sequence;
        this.picture = picture;
    }

    abstract int type(byte first, byte second);

    abstract int layer(byte first, byte second);

    /** Whether units of the type delimit access units or fill. */
    abstract boolean isFiller(int type);

    /** Whether they hold supplemental information. */
    abstract boolean isInformation(int type);

    /** Whether a unit is the first that belongs to a picture itself. */
    abstract boolean beginsPicture(NalUnit unit);

    /** Whether a unit of the type, no slice, belongs to the picture that follows. */
    abstract boolean comesBefore(int type);

    /** Reads a sequence parameter set up to the width. */
    abstract void skipToSize(HeaderBits bits);

    /** The profile, tier and level of VVC (H.266, 7.3.3.1). */
    private static void skipProfile(HeaderBits bits, int subLayers) {
        bits.skip(7 + 1 + 8 + 2);
        if (bits.flag()) {
            bits.skip(CONSTRAINT_BITS);
            bits.skip(bits.number(8));
        }
        bits.align();
        int levels = 0;
        for (int i = 0; i < subLayers; i++) {
            levels += bits.number(1);
        }
        bits.align();
        bits.skip(8 * levels);
        bits.skip(32 * bits.number(8));
    }
}
