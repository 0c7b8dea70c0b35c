package org.fovea.app.conformance;

/** Planes of floats, [channel][row][column], and what is done with them: docs/rendering.md §2, §6 and §7. */
final class PlainPicture {
    private static final float[] POWERS = {
        0x1.000002p+0f, 0x1.62e428p-1f, 0x1.ebf918p-3f, 0x1.c6b6e4p-5f, 0x1.3d0c54p-7f, 0x1.5c08e6p-10f
    };

    private PlainPicture() {}

    /** 1 + e^−x. */
    private static float denominator(float x) {
        float u = Math.max(-126, Math.min(126, x * Float.intBitsToFloat(0xbfb8aa3b)));
        float k = u + 12582912f;
        float f = u - (k - 12582912f);
        float p = POWERS[5];
        for (int i = 4; i >= 0; i--) {
            p = Math.fma(p, f, POWERS[i]);
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(k) << 23)) + 1;
    }

    static float silu(float x) {
        return x / denominator(x);
    }

    /** 255·sigmoid. */
    static float colour(float x) {
        return 255 / denominator(x);
    }

    static float coordinate(int i, int n) {
        return (i + 0.5f) / n * 2 - 1;
    }

    // ---- places

    /** A place between two samples. */
    record Place(int near, int far, float share) {
        static Place of(float place, int n) {
            float inside = Math.max(0, Math.min(n - 1f, place));
            int near = (int) inside;
            return new Place(near, Math.min(near + 1, n - 1), inside - near);
        }

        /** Of place i of m where n samples are. */
        static Place of(int i, int m, int n) {
            return of((i + 0.5f) * ((float) n / m) - 0.5f, n);
        }

        float blend(float a, float b) {
            return a + (b - a) * share;
        }
    }

    static float columnsFirst(float[][] plane, Place row, Place column) {
        float top = column.blend(plane[row.near][column.near], plane[row.near][column.far]);
        float bottom = column.blend(plane[row.far][column.near], plane[row.far][column.far]);
        return row.blend(top, bottom);
    }

    static float rowsFirst(float[][] plane, Place row, Place column) {
        float left = row.blend(plane[row.near][column.near], plane[row.far][column.near]);
        float right = row.blend(plane[row.near][column.far], plane[row.far][column.far]);
        return column.blend(left, right);
    }

    // ---- layers

    static float[][][] depthwise(float[][][] in, float[] w) {
        int height = in[0].length;
        int width = in[0][0].length;
        float[][][] out = new float[in.length][height][width];
        for (int c = 0; c < in.length; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float[] sums = new float[3];
                    for (int k = 0; k < 3; k++) {
                        float[] v = new float[3];
                        for (int j = 0; j < 3; j++) {
                            int row = y + k - 1;
                            int column = x + j - 1;
                            boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                            v[j] = inside ? in[c][row][column] : 0;
                        }
                        int at = c * 9 + k * 3;
                        sums[k] = Math.fma(v[2], w[at + 2], Math.fma(v[1], w[at + 1], v[0] * w[at]));
                    }
                    out[c][y][x] = (sums[0] + sums[1]) + sums[2];
                }
            }
        }
        return out;
    }

    /** Sums begin at the bias, or at 0 where it is null. */
    static float[][][] pointwise(float[][][] in, float[] w, float[] bias, int outputs) {
        int height = in[0].length;
        int width = in[0][0].length;
        float[][][] out = new float[outputs][height][width];
        for (int o = 0; o < outputs; o++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float sum = bias == null ? 0 : bias[o];
                    for (int c = 0; c < in.length; c++) {
                        sum = Math.fma(in[c][y][x], w[o * in.length + c], sum);
                    }
                    out[o][y][x] = sum;
                }
            }
        }
        return out;
    }

    static float[][][] stretched(float[][][] in, int height, int width) {
        float[][][] out = new float[in.length][height][width];
        for (int c = 0; c < in.length; c++) {
            for (int y = 0; y < height; y++) {
                Place row = Place.of(y, height, in[c].length);
                for (int x = 0; x < width; x++) {
                    out[c][y][x] = columnsFirst(in[c], row, Place.of(x, width, in[c][0].length));
                }
            }
        }
        return out;
    }

    static float[][][] planes(float[] values, int first, int channels, int height, int width) {
        float[][][] out = new float[channels][height][width];
        for (int i = 0; i < channels * height * width; i++) {
            out[i / (height * width)][i / width % height][i % width] = values[first + i];
        }
        return out;
    }

    static float byteRange(float value) {
        return Math.max(0, Math.min(255, value));
    }

    // ---- frames

    /** Resizing and rounding: rows, columns, red, green, blue. */
    static byte[] frame(float[][][] picture, int height, int width) {
        byte[] out = new byte[3 * height * width];
        int rows = picture[0].length;
        int columns = picture[0][0].length;
        for (int y = 0; y < height; y++) {
            float down = source(y, rows, height);
            int top = (int) down;
            int bottom = Math.min(top + 1, rows - 1);
            float toBottom = down - top;
            for (int x = 0; x < width; x++) {
                float across = source(x, columns, width);
                int left = (int) across;
                int right = Math.min(left + 1, columns - 1);
                float toRight = across - left;
                for (int c = 0; c < 3; c++) {
                    float[][] p = picture[c];
                    float upper = Math.fma(p[top][right], toRight, p[top][left] * (1 - toRight));
                    float lower = Math.fma(p[bottom][right], toRight, p[bottom][left] * (1 - toRight));
                    float value = Math.fma(lower, toBottom, upper * (1 - toBottom));
                    out[(y * width + x) * 3 + c] = (byte) (int) byteRange((float) Math.rint(value));
                }
            }
        }
        return out;
    }

    private static float source(int i, int from, int to) {
        return Math.max((i + 0.5f) * ((float) from / to) - 0.5f, 0);
    }

    /** docs/pose-and-corrections.md §2, table 2. */
    static byte[] edited(byte[] frame, int action, int of, int width) {
        if (action == 0 || (action - 1) % 3 == 1 - of) {
            return frame;
        }
        int kind = (action - 1) / 3;
        byte[] out = new byte[frame.length];
        int height = frame.length / 3 / width;
        for (int i = 0; i < frame.length; i++) {
            int c = i % 3;
            int x = i / 3 % width;
            int y = i / 3 / width;
            if (kind >= 32) {
                x = Math.max(0, Math.min(width - 1, x + (kind == 32 ? 1 : kind == 33 ? -1 : 0)));
                y = Math.max(0, Math.min(height - 1, y + (kind == 34 ? 1 : kind == 35 ? -1 : 0)));
                out[i] = frame[(y * width + x) * 3 + c];
                continue;
            }
            int v = frame[i] & 255;
            double edit;
            if (kind < 8) {
                edit = v + new int[] {-8, -4, -2, -1, 1, 2, 4, 8}[kind];
            } else if (kind < 20) {
                edit = (kind - 8) / 4 == c ? v + new int[] {-4, -2, 2, 4}[(kind - 8) % 4] : v;
            } else if (kind < 26) {
                edit = (v - 127.5) * new double[] {0.94, 0.97, 0.985, 1.015, 1.03, 1.06}[kind - 20] + 127.5;
            } else {
                edit = 255 * StrictMath.pow(v / 255.0, new double[] {0.92, 0.96, 0.98, 1.02, 1.04, 1.08}[kind - 26]);
            }
            out[i] = (byte) (int) Math.rint(Math.max(0, Math.min(255, edit)));
        }
        return out;
    }
}
