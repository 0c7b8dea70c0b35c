package org.fovea.app.conformance;

import java.util.List;
import java.util.Map;

/** Frames of family 5: docs/rendering.md §9. */
final class PlainHnerv {
    private static final float[] PI = {0x1.921fb6p+1f, -0x1.777a5cp-24f, -0x1.ee59dap-49f};
    private static final float[] S = {-0x1.55554cp-3f, 0x1.110ed2p-7f, -0x1.9f6fa6p-13f, 0x1.5db8ccp-19f};
    private static final String[] PATTERN = {
        "-+-++-+-", "+-+--+-+", "-++-+--+", "+--+-++-", "++--++--", "--++--++", "+--++--+", "-++--++-"
    };

    private final int[] parameters;
    private final Map<String, float[]> weights;

    PlainHnerv(List<Integer> parameters, Map<String, float[]> weights) {
        this.parameters = parameters.stream().mapToInt(Integer::intValue).toArray();
        this.weights = weights;
    }

    private float[] weights(String name) {
        return weights.get(name + ".weight");
    }

    private float[] bias(String name) {
        return weights.get(name + ".bias");
    }

    private int channels(int doublings) {
        return (int) (parameters[1] * new double[] {1, 1, 1, 0.75, 0.58, 0.5, 0.5}[doublings]);
    }

    /** Both frames of a pair, without edits: height × width × 3. */
    byte[][] pair(float[] z, int height, int width) {
        float[][][] x = stem(z);
        for (int d = 0; d < 6; d++) {
            x = block(d, x);
        }
        float[][][] b = convolution("refine.1", convolution("refine.0", x, 2), 1);
        for (int c = 0; c < x.length; c++) {
            for (int i = 0; i < x[c].length; i++) {
                for (int j = 0; j < x[c][i].length; j++) {
                    x[c][i][j] = Math.fma(0.1f, sine(b[c][i][j]), x[c][i][j]);
                }
            }
        }
        byte[][] frames = new byte[2][];
        for (int frame = 0; frame < 2; frame++) {
            float[][][] picture = convolution("rgb_" + frame, x, 1);
            frames[frame] = new byte[3 * height * width];
            for (int c = 0; c < 3; c++) {
                for (float[] row : picture[c]) {
                    for (int j = 0; j < row.length; j++) {
                        row[j] = PlainPicture.colour(row[j]);
                    }
                }
                float nudge = parameters.length > 4 ? parameters[4 + 3 * frame + c] - 16 : 0;
                float[][] large = enlarged(picture[c], height, width);
                for (int i = 0; i < height * width; i++) {
                    float v = Math.max(0, Math.min(255, large[i / width][i % width] + nudge));
                    frames[frame][3 * i + c] = (byte) (int) Math.rint(v);
                }
            }
        }
        return frames;
    }

    private float[][][] stem(float... z) {
        int rows = parameters[2];
        int columns = parameters[3];
        float[] w = weights("stem");
        float[][][] out = new float[parameters[1]][rows][columns];
        for (int o = 0; o < parameters[1] * rows * columns; o++) {
            float sum = bias("stem")[o];
            for (int i = 0; i < z.length; i++) {
                sum = Math.fma(z[i], w[o * z.length + i], sum);
            }
            out[o / (rows * columns)][o / columns % rows][o % columns] = sine(sum);
        }
        return out;
    }

    private float[][][] block(int d, float[][][] x) {
        int outputs = channels(d + 1);
        float[][][] m = convolution("blocks." + d, x, 1);
        float[][][] v = x;
        if (channels(d) != outputs) {
            v = PlainPicture.pointwise(x, weights("skips." + d), bias("skips." + d), outputs);
        }
        v = PlainQzs.doubled(v);
        for (int c = 0; c < outputs; c++) {
            for (int i = 0; i < v[c].length; i++) {
                for (int j = 0; j < v[c][i].length; j++) {
                    v[c][i][j] = sine(m[4 * c + 2 * (i % 2) + j % 2][i / 2][j / 2] + v[c][i][j]);
                }
            }
        }
        return v;
    }

    private float[][][] convolution(String name, float[][][] in, int dilation) {
        float[] w = weights(name);
        float[] bias = bias(name);
        int height = in[0].length;
        int width = in[0][0].length;
        float[][][] out = new float[bias.length][height][width];
        for (int o = 0; o < bias.length; o++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float sum = bias[o];
                    for (int k = 0; k < 9; k++) {
                        int row = y + (k / 3 - 1) * dilation;
                        int column = x + (k % 3 - 1) * dilation;
                        if (row < 0 || row >= height) {
                            continue;
                        }
                        for (int i = 0; i < in.length; i++) {
                            float value = column < 0 || column >= width ? 0 : in[i][row][column];
                            sum = Math.fma(value, w[(o * in.length + i) * 9 + k], sum);
                        }
                    }
                    out[o][y][x] = sum;
                }
            }
        }
        return out;
    }

    private static float sine(float any) {
        float a = Math.max(-0x1p20f, Math.min(0x1p20f, any));
        float scaled = a * 0x1.45f306p-2f;
        float t = scaled + 12582912;
        float k = t - 12582912;
        float r = a;
        for (float part : PI) {
            r = Math.fma(k, -part, r);
        }
        float s = r * r;
        float p = Math.fma(s, S[3], S[2]);
        p = Math.fma(p, s, S[1]);
        p = Math.fma(p, s, S[0]);
        float cubed = r * s;
        float result = Math.fma(cubed, p, r);
        return (Float.floatToIntBits(t) & 1) == 0 ? result : -result;
    }

    private static float[][] enlarged(float[][] plane, int height, int width) {
        float[][] wide = new float[plane.length][width];
        for (int y = 0; y < plane.length; y++) {
            for (int x = 0; x < width; x++) {
                Four four = Four.of(x, width, plane[y].length);
                wide[y][x] = four.blend(
                        plane[y][four.at[0]], plane[y][four.at[1]], plane[y][four.at[2]], plane[y][four.at[3]]);
            }
        }
        float[][] out = new float[height][width];
        for (int y = 0; y < height; y++) {
            Four four = Four.of(y, height, plane.length);
            for (int x = 0; x < width; x++) {
                out[y][x] =
                        four.blend(wide[four.at[0]][x], wide[four.at[1]][x], wide[four.at[2]][x], wide[four.at[3]][x]);
            }
        }
        return out;
    }

    /** The neighbours of a sample. */
    private record Four(int[] at, float... weights) {
        static Four of(int i, int n, int m) {
            double place = (i + 0.5) * ((double) m / n) - 0.5;
            double floor = Math.floor(place);
            double t = place - floor;
            int[] at = new int[4];
            for (int k = 0; k < 4; k++) {
                at[k] = Math.max(0, Math.min(m - 1, (int) floor - 1 + k));
            }
            return new Four(at, outer(t + 1), inner(t), inner(1 - t), outer(2 - t));
        }

        private static float inner(double x) {
            return (float) ((1.25 * x - 2.25) * x * x + 1);
        }

        private static float outer(double x) {
            return (float) (((-0.75 * x + 3.75) * x - 6) * x + 3);
        }

        float blend(float... v) {
            return Math.fma(
                    v[3], weights[3], Math.fma(v[2], weights[2], Math.fma(v[1], weights[1], v[0] * weights[0])));
        }
    }

    /** docs/pose-and-corrections.md §2, table 3. */
    static byte[] edited(byte[] frame, int action, int frameOfPair, int width) {
        if (action == 0 || frameOfPair == 1) {
            return frame;
        }
        int[][] colours = {
            {1, 1, 1},
            {-1, -1, -1},
            {-2, -2, -2},
            {-4, -4, -4},
            {-2, 1, 1},
            {-4, 2, 2},
            {0, -1, 1},
            {0, -2, 2},
            {0, 1, -1},
            {0, 2, -2},
            {2, -1, -1},
            {4, -2, -2}
        };
        byte[] out = new byte[frame.length];
        int height = frame.length / 3 / width;
        for (int i = 0; i < frame.length; i++) {
            int c = i % 3;
            int x = i / 3 % width;
            int y = i / 3 / width;
            int edit;
            if (action == 15) {
                out[i] = frame[((y + height - 1) % height * width + x) * 3 + c];
                continue;
            } else if (action > 2) {
                edit = colours[action - 3][c];
            } else {
                int sign = PATTERN[y % 8].charAt(x % 8) == '+' ? 1 : -1;
                edit = sign * (action == 1 ? 1 : 3) * (1 - c);
            }
            out[i] = (byte) Math.max(0, Math.min(255, (frame[i] & 255) + edit));
        }
        return out;
    }
}
