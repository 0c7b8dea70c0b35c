package org.fovea.app.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pictures of family 1: docs/rendering.md §1 and §2. */
final class PlainQzs {
    private static final double[][] DIRECTIONS = {
        {1, 1, 1}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {0, 1, 1}, {1, 0, 1}, {-.35, .15, .45}, {.25, .15, -.20}
    };

    private final Map<String, float[]> weights = new HashMap<>();
    private final int reduction;
    private final int rows;
    private final int columns;

    PlainQzs(List<Integer> parameters, List<PlainTensor> tensors, int rows, int columns) {
        tensors.forEach(tensor -> weights.put(tensor.name, tensor.floats()));
        reduction = parameters.size() == 4 ? parameters.get(3) : 1;
        this.rows = rows;
        this.columns = columns;
    }

    int reduction() {
        return reduction;
    }

    private float[] w(String name) {
        return weights.get(name);
    }

    private static int cells(int side, int reduction) {
        return 2 * ((side + 2 * reduction - 1) / (2 * reduction));
    }

    /** Both pictures, without actions. */
    float[][][][] pair(byte[] mask, float... pose) {
        String trunk = "shared_trunk.";
        float[][][] s = block(trunk + "stem_block", convolution(trunk + "stem_conv", input(mask), 1), null);
        float[][][] down = block(trunk + "down_block", convolution(trunk + "down_conv", s, 2), null);
        float[][][] z = convolution(trunk + "up.1", doubled(down), 1);
        float[][][] both = new float[z.length + s.length][][];
        System.arraycopy(z, 0, both, 0, z.length);
        System.arraycopy(s, 0, both, z.length, s.length);
        float[][][] f = block(trunk + "fuse_block", convolution(trunk + "fuse", both, 1), null);
        float[] hidden = linear("pose_mlp.0", pose);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = PlainPicture.silu(hidden[i]);
        }
        float[] film = linear("frame1_head.block1.film_proj", linear("pose_mlp.2", hidden));
        return new float[][][][] {head("frame1_head.", f, film), head("frame2_head.", f, null)};
    }

    private float[][][] head(String name, float[][][] f, float[] film) {
        float[][][] x = block(name + "block2", block(name + "block1", f, film), null);
        x = convolution(name + "pre", x, 1);
        float[][][] out = PlainPicture.pointwise(x, w(name + "head.weight"), w(name + "head.bias"), 3);
        for (float[][] plane : out) {
            for (float[] row : plane) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = PlainPicture.colour(row[i]);
                }
            }
        }
        return out;
    }

    private float[][][] input(byte... mask) {
        int height = cells(rows, reduction);
        int width = cells(columns, reduction);
        float[] embedding = w("shared_trunk.embedding.weight");
        float[][][] out = new float[8][height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 6; c++) {
                    float sum = 0;
                    for (int k = 0; k < reduction * reduction; k++) {
                        int row = Math.min(rows - 1, y * reduction + k / reduction);
                        int column = Math.min(columns - 1, x * reduction + k % reduction);
                        sum += embedding[(mask[row * columns + column] & 255) * 6 + c];
                    }
                    out[c][y][x] = sum * (1f / (reduction * reduction));
                }
                out[6][y][x] = PlainPicture.coordinate(x, width);
                out[7][y][x] = PlainPicture.coordinate(y, height);
            }
        }
        return out;
    }

    private float[] linear(String name, float... in) {
        float[] out = w(name + ".bias").clone();
        float[] matrix = w(name + ".weight");
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < in.length; i++) {
                out[o] = Math.fma(in[i], matrix[o * in.length + i], out[o]);
            }
        }
        return out;
    }

    private float[][][] separable(String name, float[][][] in, int stride) {
        float[][][] deep = PlainPicture.depthwise(in, w(name + ".dw.weight"));
        if (stride == 2) {
            float[][][] half = new float[deep.length][deep[0].length / 2][deep[0][0].length / 2];
            for (int c = 0; c < half.length; c++) {
                for (int y = 0; y < half[c].length; y++) {
                    for (int x = 0; x < half[c][y].length; x++) {
                        half[c][y][x] = deep[c][2 * y][2 * x];
                    }
                }
            }
            deep = half;
        }
        float[] bias = w(name + ".pw.bias");
        return PlainPicture.pointwise(deep, w(name + ".pw.weight"), bias, bias.length);
    }

    private float[][][] convolution(String name, float[][][] in, int stride) {
        return normalised(name + ".norm", separable(name, in, stride), null, null);
    }

    private float[][][] block(String name, float[][][] x, float[] film) {
        float[][][] branch = separable(name + ".conv2", convolution(name + ".conv1", x, 1), 1);
        return normalised(name + ".norm2", branch, film, x);
    }

    private float[][][] normalised(String name, float[][][] in, float[] film, float[][][] plus) {
        float[][][] out = new float[in.length][in[0].length][in[0][0].length];
        int half = in.length / 2;
        for (int group = 0; group < 2; group++) {
            double sum = 0;
            double squares = 0;
            for (int c = group * half; c < (group + 1) * half; c++) {
                double[] sums = sums(in[c]);
                sum += sums[0];
                squares += sums[1];
            }
            double n = (double) half * in[0].length * in[0][0].length;
            double mean = sum / n;
            double inverse = 1 / Math.sqrt(Math.max(squares / n - mean * mean, 0) + 1e-5);
            for (int c = group * half; c < (group + 1) * half; c++) {
                double scale = inverse * w(name + ".weight")[c];
                double shift = w(name + ".bias")[c] - mean * scale;
                if (film != null) {
                    scale *= 1.0 + film[c];
                    shift = shift * (1.0 + film[c]) + film[in.length + c];
                }
                for (int y = 0; y < in[c].length; y++) {
                    for (int x = 0; x < in[c][y].length; x++) {
                        float t = Math.fma(in[c][y][x], (float) scale, (float) shift);
                        out[c][y][x] = PlainPicture.silu(plus == null ? t : t + plus[c][y][x]);
                    }
                }
            }
        }
        return out;
    }

    private static double[] sums(float[][] plane) {
        double[] all = new double[2];
        for (float[] row : plane) {
            float[] sum = new float[2];
            float[] squares = new float[2];
            for (int x = 0; x < row.length; x++) {
                sum[x % 2] += row[x];
                squares[x % 2] = Math.fma(row[x], row[x], squares[x % 2]);
            }
            for (int odd = 0; odd < 2; odd++) {
                all[0] += sum[odd];
                all[1] += squares[odd];
            }
        }
        return all;
    }

    static float[][][] doubled(float[][][] in) {
        int height = in[0].length;
        int width = in[0][0].length;
        float[][][] out = new float[in.length][2 * height][2 * width];
        for (int c = 0; c < in.length; c++) {
            float[][] tall = new float[2 * height][width];
            for (int y = 0; y < 2 * height; y++) {
                int far = Math.max(0, Math.min(height - 1, y % 2 == 0 ? y / 2 - 1 : y / 2 + 1));
                for (int x = 0; x < width; x++) {
                    tall[y][x] = Math.fma(in[c][y / 2][x], 0.75f, in[c][far][x] * 0.25f);
                }
            }
            for (int y = 0; y < 2 * height; y++) {
                for (int x = 0; x < 2 * width; x++) {
                    int far = Math.max(0, Math.min(width - 1, x % 2 == 0 ? x / 2 - 1 : x / 2 + 1));
                    out[c][y][x] = Math.fma(tall[y][x / 2], 0.75f, tall[y][far] * 0.25f);
                }
            }
        }
        return out;
    }

    // ---- docs/pose-and-corrections.md, tables 1

    void tile(float[][][] picture, int tile, int action) {
        double[] direction = DIRECTIONS[action / 12];
        double amplitude = new double[] {2, 4, 6, 8, 12, 16}[action / 2 % 6] * (action % 2 == 0 ? 1 : -1);
        double largest = Math.max(Math.abs(direction[0]), Math.max(Math.abs(direction[1]), Math.abs(direction[2])));
        int side = 32 / reduction;
        int across = (picture[0][0].length + side - 1) / side;
        for (int c = 0; c < 3; c++) {
            float delta = (float) (amplitude * (direction[c] / largest));
            for (int y = tile / across * side; y < Math.min(picture[c].length, (tile / across + 1) * side); y++) {
                for (int x = tile % across * side;
                        x < Math.min(picture[c][y].length, (tile % across + 1) * side);
                        x++) {
                    picture[c][y][x] = PlainPicture.byteRange(picture[c][y][x] + delta);
                }
            }
        }
    }

    /** Table 1 of router actions. */
    static void edit(byte[] frame, int action, int of) {
        for (int i = 0; i < frame.length; i++) {
            int v = frame[i] & 255;
            int c = i % 3;
            double edit = switch (action) {
                case 1 -> of == 1 && c == 2 ? v - 3 : v;
                case 2 -> c == 1 ? v - 3 : v;
                case 3 -> v - 2;
                case 4 -> of == 1 ? (v - 128) * 1.03 + 128 : v;
                case 5 -> of == 1 && c == 0 ? v + 3 : v;
                case 6 -> of == 1 && c == 1 ? v - 4 : v;
                case 7 -> 255 * StrictMath.pow(v / 255.0, 1.04);
                default -> v;
            };
            frame[i] = (byte) (int) Math.rint(Math.max(0, Math.min(255, edit)));
        }
    }
}
