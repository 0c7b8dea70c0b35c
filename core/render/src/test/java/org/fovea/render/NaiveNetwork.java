package org.fovea.render;

import java.util.function.DoubleUnaryOperator;
import org.fovea.codec.family.QzsFamily;

/**
 * The network as its authors wrote it, layer by layer on whole pictures in double: slow, plain, and nothing in common
 * with the renderer.
 */
final class NaiveNetwork {
    private final RendererWeights weights;
    private final QzsFamily.Widths widths;

    NaiveNetwork(RandomNetwork network) {
        this.weights = network.weights();
        this.widths = network.widths();
    }

    /** {@code [frame][colour][row][column]}, 0..255. */
    double[][][][] draw(byte[] mask, int maskHeight, int maskWidth, float[] pose) {
        double[][][] stem = embed(mask, maskHeight, maskWidth);
        double[][][] shared =
                block(separable(stem, "shared_trunk.stem_conv", 1, true), "shared_trunk.stem_block", null);
        double[][][] small =
                block(separable(shared, "shared_trunk.down_conv", 2, true), "shared_trunk.down_block", null);
        double[][][] up = separable(doubled(small), "shared_trunk.up.1", 1, true);
        double[][][] both = new double[2 * widths.c1()][][];
        System.arraycopy(up, 0, both, 0, up.length);
        System.arraycopy(shared, 0, both, up.length, shared.length);
        double[][][] trunk = block(separable(both, "shared_trunk.fuse", 1, true), "shared_trunk.fuse_block", null);
        double[] hidden = dense("pose_mlp.0", toDouble(pose));
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = silu(hidden[i]);
        }
        double[] film = dense("frame1_head.block1.film_proj", dense("pose_mlp.2", hidden));
        return new double[][][][] {head(trunk, "frame1_head", film), head(trunk, "frame2_head", null)};
    }

    private double[][][] head(double[][][] trunk, String name, double[] film) {
        double[][][] x = block(block(trunk, name + ".block1", film), name + ".block2", null);
        return map(pointwise(separable(x, name + ".pre", 1, true), name + ".head"), v -> 255 / (1 + Math.exp(-v)));
    }

    private double[][][] embed(byte[] mask, int maskHeight, int maskWidth) {
        float[] table = weights.values("shared_trunk.embedding.weight");
        int reduction = widths.reduction();
        int height = (maskHeight + 2 * reduction - 1) / (2 * reduction) * 2;
        int width = (maskWidth + 2 * reduction - 1) / (2 * reduction) * 2;
        double[][][] out = new double[8][height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 6; c++) {
                    for (int i = 0; i < reduction * reduction; i++) {
                        int row = Math.min(y * reduction + i / reduction, maskHeight - 1);
                        int column = Math.min(x * reduction + i % reduction, maskWidth - 1);
                        out[c][y][x] +=
                                (double) table[mask[row * maskWidth + column] * 6 + c] / (reduction * reduction);
                    }
                }
                out[6][y][x] = (x + 0.5) / width * 2 - 1;
                out[7][y][x] = (y + 0.5) / height * 2 - 1;
            }
        }
        return out;
    }

    private double[][][] block(double[][][] x, String name, double[] film) {
        double[][][] branch = separable(separable(x, name + ".conv1", 1, true), name + ".conv2", 1, false);
        branch = norm(branch, name + ".norm2");
        double[][][] out = new double[x.length][x[0].length][x[0][0].length];
        for (int c = 0; c < x.length; c++) {
            double gain = film == null ? 1 : 1 + film[c];
            double offset = film == null ? 0 : film[x.length + c];
            for (int y = 0; y < x[0].length; y++) {
                for (int i = 0; i < x[0][0].length; i++) {
                    out[c][y][i] = silu(x[c][y][i] + branch[c][y][i] * gain + offset);
                }
            }
        }
        return out;
    }

    private double[][][] separable(double[][][] x, String name, int stride, boolean activated) {
        double[][][] out = pointwise(depthwise(x, name + ".dw.weight", stride), name + ".pw");
        return activated ? map(norm(out, name + ".norm"), NaiveNetwork::silu) : out;
    }

    private double[][][] depthwise(double[][][] x, String name, int stride) {
        float[] weight = weights.values(name);
        int height = (x[0].length + stride - 1) / stride;
        int width = (x[0][0].length + stride - 1) / stride;
        double[][][] out = new double[x.length][height][width];
        for (int c = 0; c < x.length; c++) {
            for (int y = 0; y < height; y++) {
                for (int i = 0; i < width; i++) {
                    for (int tap = 0; tap < 9; tap++) {
                        int row = y * stride + tap / 3 - 1;
                        int column = i * stride + tap % 3 - 1;
                        if (row >= 0 && row < x[0].length && column >= 0 && column < x[0][0].length) {
                            out[c][y][i] += x[c][row][column] * weight[c * 9 + tap];
                        }
                    }
                }
            }
        }
        return out;
    }

    private double[][][] pointwise(double[][][] x, String name) {
        float[] weight = weights.values(name + ".weight");
        float[] bias = weights.values(name + ".bias");
        double[][][] out = new double[bias.length][x[0].length][x[0][0].length];
        for (int o = 0; o < bias.length; o++) {
            for (int y = 0; y < x[0].length; y++) {
                for (int i = 0; i < x[0][0].length; i++) {
                    double sum = bias[o];
                    for (int c = 0; c < x.length; c++) {
                        sum += x[c][y][i] * weight[o * x.length + c];
                    }
                    out[o][y][i] = sum;
                }
            }
        }
        return out;
    }

    private double[][][] norm(double[][][] x, String name) {
        float[] weight = weights.values(name + ".weight");
        float[] bias = weights.values(name + ".bias");
        double[][][] out = new double[x.length][][];
        int half = x.length / 2;
        for (int group = 0; group < 2; group++) {
            double count = (double) half * x[0].length * x[0][0].length;
            double sum = 0;
            for (int c = group * half; c < (group + 1) * half; c++) {
                for (double[] row : x[c]) {
                    for (double v : row) {
                        sum += v;
                    }
                }
            }
            double mean = sum / count;
            double squares = 0;
            for (int c = group * half; c < (group + 1) * half; c++) {
                for (double[] row : x[c]) {
                    for (double v : row) {
                        squares += (v - mean) * (v - mean);
                    }
                }
            }
            double inverse = 1 / Math.sqrt(squares / count + 1e-5);
            for (int c = group * half; c < (group + 1) * half; c++) {
                int channel = c;
                out[c] = map(new double[][][] {x[c]}, v -> (v - mean) * inverse * weight[channel] + bias[channel])[0];
            }
        }
        return out;
    }

    private static double[][][] doubled(double[][][] x) {
        int height = x[0].length;
        int width = x[0][0].length;
        double[][][] out = new double[x.length][2 * height][2 * width];
        for (int c = 0; c < x.length; c++) {
            for (int y = 0; y < 2 * height; y++) {
                for (int i = 0; i < 2 * width; i++) {
                    out[c][y][i] = bilinear(x[c], Math.max((y + 0.5) / 2 - 0.5, 0), Math.max((i + 0.5) / 2 - 0.5, 0));
                }
            }
        }
        return out;
    }

    /** The picture at a place between its pixels; beyond the edge is the edge. */
    static double bilinear(double[][] x, double y, double i) {
        int top = (int) y;
        int left = (int) i;
        int bottom = Math.min(top + 1, x.length - 1);
        int right = Math.min(left + 1, x[0].length - 1);
        double v = y - top;
        double h = i - left;
        return (x[top][left] * (1 - h) + x[top][right] * h) * (1 - v)
                + (x[bottom][left] * (1 - h) + x[bottom][right] * h) * v;
    }

    private double[] dense(String name, double[] input) {
        float[] weight = weights.values(name + ".weight");
        float[] bias = weights.values(name + ".bias");
        double[] out = toDouble(bias);
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < input.length; i++) {
                out[o] += input[i] * weight[o * input.length + i];
            }
        }
        return out;
    }

    private static double[] toDouble(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }

    private static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    private static double[][][] map(double[][][] x, DoubleUnaryOperator function) {
        double[][][] out = new double[x.length][x[0].length][x[0][0].length];
        for (int c = 0; c < x.length; c++) {
            for (int y = 0; y < x[0].length; y++) {
                for (int i = 0; i < x[0][0].length; i++) {
                    out[c][y][i] = function.applyAsDouble(x[c][y][i]);
                }
            }
        }
        return out;
    }
}
