package org.fovea.render;

import java.util.Arrays;

/**
 * Residual blocks, last layer and motion of networks of cells in double, written from their definition and nothing
 * else. Pictures are {@code [colour][row][column]}.
 */
class NaiveCells {
    final RendererWeights weights;
    final int height;
    final int width;
    final int fold;
    final int channels;
    final int rows;
    final int columns;
    private final int blocks;

    NaiveCells(RendererWeights weights, int height, int width, int fold, int channels, int blocks) {
        this.weights = weights;
        this.height = height;
        this.width = width;
        this.fold = fold;
        this.channels = channels;
        this.blocks = blocks;
        rows = (height + fold - 1) / fold;
        columns = (width + fold - 1) / fold;
    }

    /** Factors of the channels of a block's first activation. */
    double[] scales(int block) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What is added to them. */
    double[] shifts(int block) {
        return new double[channels];
    }

    /** What the network makes of its first layer. */
    double[][][] picture(double[][][] first) {
        double[][][] x = map(first, NaiveCells::silu);
        for (int block = 0; block < blocks; block++) {
            String name = "block" + block;
            double[] scales = scales(block);
            double[] shifts = shifts(block);
            double[][][] y = pointwise(name + ".pw1", depthwise(name + ".dw1", x));
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < rows * columns; i++) {
                    y[c][i / columns][i % columns] = silu(y[c][i / columns][i % columns] * scales[c] + shifts[c]);
                }
            }
            y = pointwise(name + ".pw2", depthwise(name + ".dw2", y));
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < rows * columns; i++) {
                    x[c][i / columns][i % columns] =
                            silu(x[c][i / columns][i % columns] + y[c][i / columns][i % columns]);
                }
            }
        }
        double[][][] out = pointwise("output", x);
        double[][][] picture = new double[3][height][width];
        for (int colour = 0; colour < 3; colour++) {
            for (int i = 0; i < height; i++) {
                for (int j = 0; j < width; j++) {
                    double value = out[(colour * fold + i % fold) * fold + j % fold][i / fold][j / fold];
                    picture[colour][i][j] = 255 / (1 + Math.exp(-value));
                }
            }
        }
        return picture;
    }

    /** Adds grids to cells from a row on, stretched over the rows from there. */
    void addStretched(double[][][] grids, int first, double[][][] cells) {
        int covered = rows - first;
        for (int c = 0; c < cells.length; c++) {
            for (int i = 0; i < covered; i++) {
                for (int j = 0; j < columns; j++) {
                    double y = (i + 0.5) * grids[c].length / covered - 0.5;
                    double x = (j + 0.5) * grids[c][0].length / columns - 0.5;
                    cells[c][first + i][j] += sample(grids[c], y, x);
                }
            }
        }
    }

    /** Numbers in the order of an archive as grids. */
    static double[][][] grids(double[] values, int count, int rows, int columns) {
        double[][][] grids = new double[count][rows][columns];
        for (int i = 0; i < values.length; i++) {
            grids[i / (rows * columns)][i % (rows * columns) / columns][i % columns] = values[i];
        }
        return grids;
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    double[][][] moved(double[][][] picture, float[] p) {
        int gh = (height + 3) / 4;
        int gw = (width + 3) / 4;
        double[] kernel = {1, 4, 6, 4, 1};
        double[][][] moved = new double[3][height][width];
        for (int colour = 0; colour < 3; colour++) {
            double[][] average = new double[gh][gw];
            for (int i = 0; i < gh * 4; i++) {
                for (int j = 0; j < gw * 4; j++) {
                    average[i / 4][j / 4] += picture[colour][Math.min(i, height - 1)][Math.min(j, width - 1)] / 16;
                }
            }
            double[][] blurred = new double[gh][gw];
            for (int i = 0; i < gh; i++) {
                for (int j = 0; j < gw; j++) {
                    for (int k = 0; k < 25; k++) {
                        int y = Math.clamp(i + k / 5 - 2, 0, gh - 1);
                        int x = Math.clamp(j + k % 5 - 2, 0, gw - 1);
                        blurred[i][j] += kernel[k / 5] * kernel[k % 5] / 256 * average[y][x];
                    }
                }
            }
            double[][] delta = new double[gh][gw];
            for (int i = 0; i < gh; i++) {
                for (int j = 0; j < gw; j++) {
                    double u = (j + 0.5) / gw * 2 - 1;
                    double v = (i + 0.5) / gh * 2 - 1;
                    double dx = p[0] + p[2] * u + p[4] * v + (p[6] * u + p[7] * v) * u;
                    double dy = p[1] + p[3] * u + p[5] * v + (p[6] * u + p[7] * v) * v;
                    double here = blurred[i][j];
                    delta[i][j] = sample(blurred, i + dy, j + dx)
                            - here
                            + p[8]
                            + p[9] * u
                            + p[10] * v
                            + p[11] * (here - 127.5) / 127.5;
                }
            }
            for (int i = 0; i < height; i++) {
                for (int j = 0; j < width; j++) {
                    double change = sample(delta, (i + 0.5) / 4 - 0.5, (j + 0.5) / 4 - 0.5);
                    moved[colour][i][j] = Math.clamp(picture[colour][i][j] + change, 0, 255);
                }
            }
        }
        return moved;
    }

    static double sample(double[][] plane, double y, double x) {
        double inY = Math.clamp(y, 0, plane.length - 1);
        double inX = Math.clamp(x, 0, plane[0].length - 1);
        int top = (int) inY;
        int left = (int) inX;
        int bottom = Math.min(top + 1, plane.length - 1);
        int right = Math.min(left + 1, plane[0].length - 1);
        double down = inY - top;
        double across = inX - left;
        return (1 - down) * ((1 - across) * plane[top][left] + across * plane[top][right])
                + down * ((1 - across) * plane[bottom][left] + across * plane[bottom][right]);
    }

    private interface Function {
        double of(double value);
    }

    private static double[][][] map(double[][][] in, Function function) {
        double[][][] out = new double[in.length][in[0].length][in[0][0].length];
        for (int c = 0; c < in.length; c++) {
            for (int i = 0; i < in[c].length; i++) {
                for (int j = 0; j < in[c][i].length; j++) {
                    out[c][i][j] = function.of(in[c][i][j]);
                }
            }
        }
        return out;
    }

    private static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    double[][][] pointwise(String name, double[][][] in) {
        return pointwise(weights.values(name + ".weight"), weights.values(name + ".bias"), in);
    }

    static double[][][] pointwise(float[] weight, float[] bias, double[][][] in) {
        int outputs = bias.length;
        double[][][] out = new double[outputs][in[0].length][in[0][0].length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < in[0].length; i++) {
                for (int j = 0; j < in[0][0].length; j++) {
                    double sum = bias[o];
                    for (int c = 0; c < in.length; c++) {
                        sum += in[c][i][j] * weight[o * in.length + c];
                    }
                    out[o][i][j] = sum;
                }
            }
        }
        return out;
    }

    private double[][][] depthwise(String name, double[][][] in) {
        float[] weight = weights.values(name + ".weight");
        double[][][] out = new double[in.length][rows][columns];
        for (int c = 0; c < in.length; c++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    for (int k = 0; k < 9; k++) {
                        int y = i + k / 3 - 1;
                        int x = j + k % 3 - 1;
                        if (y >= 0 && x >= 0 && y < rows && x < columns) {
                            out[c][i][j] += in[c][y][x] * weight[c * 9 + k];
                        }
                    }
                }
            }
        }
        return out;
    }
}
