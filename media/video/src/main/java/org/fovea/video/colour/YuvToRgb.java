package org.fovea.video.colour;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.fovea.codec.FrameSize;
import org.jspecify.annotations.Nullable;

/**
 * Luma and chroma to RGB in float32, every operation rounded by itself, in the order of the challenge's own code
 * (commaai/comma_video_compression_challenge, {@code frame_utils.py}), which has these numbers, those of BT.601:
 *
 * <pre>
 * y = (Y−16)·(255/219)   u = (U−128)·(255/224)   v = (V−128)·(255/224)      limited range
 * y = Y                  u = U−128               v = V−128                  full range
 * R = y + 1.402·v        G = (y − 0.344136·u) − 0.714136·v        B = y + 1.772·u
 * </pre>
 *
 * Samples of n bits are 2<sup>n−8</sup> times as large in limited range, and up to 2<sup>n</sup> − 1 in full range. U
 * and V are first resized to the size of Y (see {@link Axis}); results are rounded half to even and clamped to 0..255.
 * Loops run over rows of floats so that the JIT compiler makes vector instructions of them, which round as the scalar
 * ones do.
 */
final class YuvToRgb implements RgbConverter {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Added and taken away again, this leaves a float of less than 2²² rounded half to even: its own step is 1. */
    private static final float ROUND = 0x1.8p23f;

    private final FrameSize size;
    private final Axis across;
    private final Axis down;
    private final ColourRule rule;
    private final @Nullable HdrLight hdr;
    private final boolean wide;
    private final float centre;
    private final float chromaScale;
    private final float[] lumaValue;
    private final ChromaRows u;
    private final ChromaRows v;
    private final float[] luma;
    private final int[] packed;

    YuvToRgb(ColourRule rule, SampleLayout layout, int depth, FrameSize size) {
        this.rule = rule;
        this.hdr = rule.light() == ColourRule.Light.AS_CODED ? null : new HdrLight(rule.light());
        this.size = size;
        this.across = Axis.resizing(layout.rowBytes(size, 1), size.width());
        this.down = Axis.resizing(layout.rows(size, 1), size.height());
        this.wide = depth > 8;
        int unit = 1 << depth - 8;
        double whole = rule.full() ? 255.0 / ((1 << depth) - 1) : 1.0 / unit;
        this.centre = 128 * unit;
        this.chromaScale = (float) (rule.full() ? whole : 255.0 / 224 / unit);
        float lumaScale = (float) (rule.full() ? whole : 255.0 / 219 / unit);
        this.lumaValue = new float[1 << depth];
        for (int value = 0; value < lumaValue.length; value++) {
            lumaValue[value] = (rule.full() ? value : value - 16 * unit) * lumaScale;
        }
        this.u = new ChromaRows(1);
        this.v = new ChromaRows(2);
        this.luma = new float[size.width()];
        this.packed = new int[size.width()];
    }

    @Override
    public void convert(Planes planes, byte[] rgb) {
        u.begin(planes);
        v.begin(planes);
        for (int y = 0; y < size.height(); y++) {
            lumaRow(planes.data()[0], y * planes.stride()[0]);
            u.blend(y);
            v.blend(y);
            if (hdr == null) {
                colours(luma, u.blended, v.blended, packed, rule.matrix(), centre, chromaScale);
            } else {
                bright(hdr, luma, u.blended, v.blended);
            }
            store(packed, rgb, 3 * y * packed.length);
        }
    }

    private void lumaRow(byte[] plane, int start) {
        if (wide) {
            for (int x = 0; x < luma.length; x++) {
                // A stream may hold more than its samples are said to.
                luma[x] = lumaValue[Math.min(lumaValue.length - 1, SampleReader.wide(plane, start + 2 * x))];
            }
            return;
        }
        for (int x = 0; x < luma.length; x++) {
            luma[x] = lumaValue[plane[start + x] & 0xff];
        }
    }

    /** The same as {@link #colours} before rounding, and then the light that is meant. */
    private void bright(HdrLight light, float[] luma, float[] chromaU, float[] chromaV) {
        ColourRule.Matrix matrix = rule.matrix();
        for (int x = 0; x < packed.length; x++) {
            float u = (chromaU[x] - centre) * chromaScale;
            float v = (chromaV[x] - centre) * chromaScale;
            packed[x] = light.convert(
                    luma[x] + matrix.redV * v,
                    (luma[x] - matrix.greenU * u) - matrix.greenV * v,
                    luma[x] + matrix.blueU * u);
        }
    }

    private static void colours(
            float[] luma,
            float[] chromaU,
            float[] chromaV,
            int[] packed,
            ColourRule.Matrix matrix,
            float centre,
            float scale) {
        float redV = matrix.redV;
        float greenU = matrix.greenU;
        float greenV = matrix.greenV;
        float blueU = matrix.blueU;
        for (int x = 0; x < packed.length; x++) {
            float y = luma[x];
            float u = (chromaU[x] - centre) * scale;
            float v = (chromaV[x] - centre) * scale;
            float red = y + redV * v;
            float green = (y - greenU * u) - greenV * v;
            float blue = y + blueU * u;
            int r = Math.max(0, Math.min(255, (int) ((red + ROUND) - ROUND)));
            int g = Math.max(0, Math.min(255, (int) ((green + ROUND) - ROUND)));
            int b = Math.max(0, Math.min(255, (int) ((blue + ROUND) - ROUND)));
            packed[x] = r | g << 8 | b << 16;
        }
    }

    /** Three bytes of each int, four pixels at a time. */
    private static void store(int[] packed, byte[] rgb, int start) {
        int x = 0;
        int out = start;
        for (; x + 4 <= packed.length; x += 4, out += 12) {
            int second = packed[x + 1];
            int third = packed[x + 2];
            INTS.set(rgb, out, packed[x] | second << 24);
            INTS.set(rgb, out + 4, second >>> 8 | third << 16);
            INTS.set(rgb, out + 8, third >>> 16 | packed[x + 3] << 8);
        }
        for (; x < packed.length; x++, out += 3) {
            rgb[out] = (byte) packed[x];
            rgb[out + 1] = (byte) (packed[x] >> 8);
            rgb[out + 2] = (byte) (packed[x] >> 16);
        }
    }

    /**
     * A chroma plane at the width of luma, two neighbouring rows at a time: rows come in ascending order, so each is
     * resized once.
     */
    private final class ChromaRows {
        private final int plane;
        private final float[] blended;
        private float[] upper;
        private float[] lower;
        private int upperRow;
        private int lowerRow;
        private Planes planes;

        @SuppressWarnings("NullAway.Init") // begin() comes first
        ChromaRows(int plane) {
            this.plane = plane;
            this.blended = new float[size.width()];
            this.upper = new float[size.width()];
            this.lower = new float[size.width()];
        }

        void begin(Planes of) {
            planes = of;
            upperRow = -1;
            lowerRow = -1;
        }

        void blend(int y) {
            int first = down.first(y);
            int second = down.second(y);
            if (upperRow != first && lowerRow == first) {
                float[] swapped = upper;
                upper = lower;
                lower = swapped;
                upperRow = first;
                lowerRow = -1;
            }
            if (upperRow != first) {
                row(first, upper);
                upperRow = first;
            }
            if (lowerRow != second) {
                row(second, lower);
                lowerRow = second;
            }
            blend(upper, lower, 1 - down.weight(y), down.weight(y), blended);
        }

        private void row(int row, float[] out) {
            int start = row * planes.stride()[plane];
            if (wide) {
                across.wideRow(planes.data()[plane], start, out);
            } else {
                across.row(planes.data()[plane], start, out);
            }
        }

        private static void blend(float[] upper, float[] lower, float near, float far, float[] out) {
            for (int x = 0; x < out.length; x++) {
                out[x] = near * upper[x] + far * lower[x];
            }
        }
    }
}
