package org.fovea.video.colour;

/**
 * How samples become RGB. A rule is never changed: another arithmetic gets another name, because names key caches of
 * what was computed from it. The arithmetic is in {@code docs/video.md}.
 */
public enum ColourRule {
    /**
     * The challenge's rule: BT.601 matrix, limited range, chroma resized bilinearly with its centre between the luma
     * samples, float32.
     */
    BT601_LIMITED("bt601", "BT.601", Matrix.BT601, false, Light.AS_CODED),
    /** The same with samples of full range, as JFIF defines it. */
    BT601_FULL("bt601", "BT.601", Matrix.BT601, true, Light.AS_CODED),
    BT709_LIMITED("bt709", "BT.709", Matrix.BT709, false, Light.AS_CODED),
    BT709_FULL("bt709", "BT.709", Matrix.BT709, true, Light.AS_CODED),
    /** Matrix of the FCC (United States, 1953), limited range. */
    FCC_LIMITED("fcc", "FCC", Matrix.FCC, false, Light.AS_CODED),
    FCC_FULL("fcc", "FCC", Matrix.FCC, true, Light.AS_CODED),
    SMPTE240M_LIMITED("smpte240m", "SMPTE 240M", Matrix.SMPTE240M, false, Light.AS_CODED),
    SMPTE240M_FULL("smpte240m", "SMPTE 240M", Matrix.SMPTE240M, true, Light.AS_CODED),
    /** Matrix of BT.2020 with constant luma coefficients, limited range; primaries stay those of the clip. */
    BT2020_LIMITED("bt2020", "BT.2020", Matrix.BT2020, false, Light.AS_CODED),
    BT2020_FULL("bt2020", "BT.2020", Matrix.BT2020, true, Light.AS_CODED),
    /** BT.2100 with the PQ curve, limited range, toned down to BT.709 as {@link HdrLight} does. */
    PQ_LIMITED("bt2100-pq", "BT.2100 PQ", Matrix.BT2020, false, Light.PQ),
    PQ_FULL("bt2100-pq", "BT.2100 PQ", Matrix.BT2020, true, Light.PQ),
    /** BT.2100 with the HLG curve, limited range, toned down to BT.709 as {@link HdrLight} does. */
    HLG_LIMITED("bt2100-hlg", "BT.2100 HLG", Matrix.BT2020, false, Light.HLG),
    HLG_FULL("bt2100-hlg", "BT.2100 HLG", Matrix.BT2020, true, Light.HLG),
    /** RGB samples, put in order; samples of other depths are scaled to 8 bits. */
    RGB("rgb-1", "RGB samples, none changed");

    private final String id;
    private final String title;
    private final Matrix matrix;
    private final boolean full;
    private final Light light;

    ColourRule(String id, String title) {
        this.id = id;
        this.title = title;
        this.matrix = Matrix.BT601;
        this.full = true;
        this.light = Light.AS_CODED;
    }

    ColourRule(String id, String title, Matrix matrix, boolean full, Light light) {
        String range = full ? "full" : "limited";
        boolean asCoded = light == Light.AS_CODED;
        this.id = id + "-" + range + (asCoded ? "-bilinear-1" : "-to-bt709-1");
        this.title = title + ", " + range + " range, "
                + (asCoded ? "chroma bilinear" : "to BT.709 by the mobius curve (white 203 nits, peak 1000)");
        this.matrix = matrix;
        this.full = full;
        this.light = light;
    }

    /** What luma and chroma weigh in red, green and blue. */
    enum Matrix {
        /** As the challenge writes it, with six digits. */
        BT601(1.402f, 0.344136f, 0.714136f, 1.772f),
        BT709(0.2126, 0.0722),
        FCC(0.30, 0.11),
        SMPTE240M(0.212, 0.087),
        BT2020(0.2627, 0.0593);

        final float redV;
        final float greenU;
        final float greenV;
        final float blueU;

        Matrix(float redV, float greenU, float greenV, float blueU) {
            this.redV = redV;
            this.greenU = greenU;
            this.greenV = greenV;
            this.blueU = blueU;
        }

        /** From the parts of red and blue in luma (ITU-T H.273, equations 38 to 46). */
        Matrix(double red, double blue) {
            this(
                    (float) (2 * (1 - red)),
                    (float) (2 * (1 - blue) * blue / (1 - red - blue)),
                    (float) (2 * (1 - red) * red / (1 - red - blue)),
                    (float) (2 * (1 - blue)));
        }
    }

    /** What the numbers of red, green and blue mean. */
    enum Light {
        /** They are shown as they are. */
        AS_CODED,
        /** Perceptual quantizer, SMPTE ST 2084. */
        PQ,
        /** Hybrid log-gamma, ARIB STD-B67. */
        HLG
    }

    /** Name with version, part of the identity of a decoder. */
    public String id() {
        return id;
    }

    public String title() {
        return this == BT601_LIMITED ? title + ", as the challenge does" : title;
    }

    Matrix matrix() {
        return matrix;
    }

    boolean full() {
        return full;
    }

    Light light() {
        return light;
    }
}
