package org.fovea.render;

import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;

/** The compact family in double, written from its definition and nothing else. Pictures are {@code [colour][row][column]}. */
final class NaiveCompact {
    private final CompactFamily.Layout layout;
    private final RendererWeights weights;
    private final MaskShape shape;
    private final int rows;
    private final int columns;

    NaiveCompact(CompactFamily.Layout layout, RendererWeights weights, MaskShape shape) {
        this.layout = layout;
        this.weights = weights;
        this.shape = shape;
        rows = (shape.height() + layout.fold() - 1) / layout.fold();
        columns = (shape.width() + layout.fold() - 1) / layout.fold();
    }

    double[][][] picture(byte[] mask) {
        double[][][] folded = folded(mask);
        double[][][] x = pointwise("input", folded, layout.channels());
        double[][][] map = new double[layout.mapChannels()][layout.mapRows()][layout.mapColumns()];
        float[] nodes = weights.values("map");
        for (int i = 0; i < nodes.length; i++) {
            int plane = layout.mapRows() * layout.mapColumns();
            map[i / plane][i % plane / layout.mapColumns()][i % layout.mapColumns()] = nodes[i];
        }
        double[][][] added = pointwise("map", map, layout.channels());
        for (int c = 0; c < layout.channels(); c++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double y = (i + 0.5) * layout.mapRows() / rows - 0.5;
                    double across = (j + 0.5) * layout.mapColumns() / columns - 0.5;
                    x[c][i][j] = silu(x[c][i][j] + sample(added[c], y, across));
                }
            }
        }
        for (int block = 0; block < layout.blocks(); block++) {
            String name = "block" + block;
            double[][][] y = pointwise(name + ".pw1", depthwise(name + ".dw1", x), layout.channels());
            y = map(y, NaiveCompact::silu);
            y = pointwise(name + ".pw2", depthwise(name + ".dw2", y), layout.channels());
            for (int c = 0; c < layout.channels(); c++) {
                for (int i = 0; i < rows * columns; i++) {
                    x[c][i / columns][i % columns] =
                            silu(x[c][i / columns][i % columns] + y[c][i / columns][i % columns]);
                }
            }
        }
        int fold = layout.fold();
        double[][][] out = pointwise("output", x, 3 * fold * fold);
        double[][][] picture = new double[3][shape.height()][shape.width()];
        for (int colour = 0; colour < 3; colour++) {
            for (int i = 0; i < shape.height(); i++) {
                for (int j = 0; j < shape.width(); j++) {
                    double value = out[(colour * fold + i % fold) * fold + j % fold][i / fold][j / fold];
                    picture[colour][i][j] = 255 / (1 + Math.exp(-value));
                }
            }
        }
        return picture;
    }

    private double[][][] folded(byte[] mask) {
        int fold = layout.fold();
        double[][][] folded = new double[shape.classes() * fold * fold + 2][rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int row = 0; row < fold; row++) {
                    for (int column = 0; column < fold; column++) {
                        int y = Math.min(i * fold + row, shape.height() - 1);
                        int x = Math.min(j * fold + column, shape.width() - 1);
                        folded[(mask[y * shape.width() + x] * fold + row) * fold + column][i][j] = 1;
                    }
                }
                folded[folded.length - 2][i][j] = (j + 0.5) / columns * 2 - 1;
                folded[folded.length - 1][i][j] = (i + 0.5) / rows * 2 - 1;
            }
        }
        return folded;
    }

    double[][][] moved(double[][][] picture, float[] p) {
        int height = shape.height();
        int width = shape.width();
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

    private double[][][] pointwise(String name, double[][][] in, int outputs) {
        float[] weight = weights.values(name + ".weight");
        float[] bias = weights.values(name + ".bias");
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
