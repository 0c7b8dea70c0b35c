package org.fovea.video.colour;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.fovea.codec.FrameSize;

/**
 * BT.601 in float32, every operation rounded by itself, in the order of the challenge's own code (commaai/comma_video_compression_challenge,
 * {@code frame_utils.py}):
 *
 * <pre>
 * y = (Y−16)·(255/219)   u = (U−128)·(255/224)   v = (V−128)·(255/224)      limited range
 * y = Y                  u = U−128               v = V−128                  full range
 * R = y + 1.402·v        G = (y − 0.344136·u) − 0.714136·v        B = y + 1.772·u
 * </pre>
 *
 * U and V are first resized to the size of Y (see {@link Axis}); results are rounded half to even and clamped to 0..255. Loops run over
 * rows of floats so that the JIT compiler makes vector instructions of them, which round as the scalar ones do.
 */
final class YuvToRgb implements RgbConverter {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final float RED_V = 1.402f;
    private static final float GREEN_U = 0.344136f;
    private static final float GREEN_V = 0.714136f;
    private static final float BLUE_U = 1.772f;

    /** Added and taken away again, this leaves a float of less than 2²² rounded half to even: its own step is 1. */
    private static final float ROUND = 0x1.8p23f;

    private final FrameSize size;
    private final Axis across;
    private final Axis down;
    private final float chromaScale;
    private final float[] lumaValue = new float[256];
    private final ChromaRows u;
    private final ChromaRows v;
    private final float[] luma;
    private final int[] packed;

    YuvToRgb(ColourRule rule, SampleLayout layout, FrameSize size) {
        this.size = size;
        this.across = Axis.resizing(layout.rowBytes(size, 1), size.width());
        this.down = Axis.resizing(layout.rows(size, 1), size.height());
        boolean limited = rule == ColourRule.BT601_LIMITED;
        this.chromaScale = limited ? (float) (255.0 / 224) : 1;
        float lumaScale = (float) (255.0 / 219);
        for (int value = 0; value < lumaValue.length; value++) {
            lumaValue[value] = limited ? (value - 16) * lumaScale : value;
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
            colours(luma, u.blended, v.blended, packed, chromaScale);
            store(packed, rgb, 3 * y * packed.length);
        }
    }

    private void lumaRow(byte[] plane, int start) {
        for (int x = 0; x < luma.length; x++) {
            luma[x] = lumaValue[plane[start + x] & 0xff];
        }
    }

    private static void colours(float[] luma, float[] chromaU, float[] chromaV, int[] packed, float scale) {
        for (int x = 0; x < packed.length; x++) {
            float y = luma[x];
            float u = (chromaU[x] - 128) * scale;
            float v = (chromaV[x] - 128) * scale;
            float red = y + RED_V * v;
            float green = (y - GREEN_U * u) - GREEN_V * v;
            float blue = y + BLUE_U * u;
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

    /** A chroma plane at the width of luma, two neighbouring rows at a time: rows come in ascending order, so each is resized once. */
    private final class ChromaRows {
        private final int plane;
        private final float[] blended;
        private float[] upper;
        private float[] lower;
        private int upperRow;
        private int lowerRow;
        private Planes planes;

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
                across.row(planes.data()[plane], first * planes.stride()[plane], upper);
                upperRow = first;
            }
            if (lowerRow != second) {
                across.row(planes.data()[plane], second * planes.stride()[plane], lower);
                lowerRow = second;
            }
            blend(upper, lower, 1 - down.weight(y), down.weight(y), blended);
        }

        private static void blend(float[] upper, float[] lower, float near, float far, float[] out) {
            for (int x = 0; x < out.length; x++) {
                out[x] = near * upper[x] + far * lower[x];
            }
        }
    }
}
