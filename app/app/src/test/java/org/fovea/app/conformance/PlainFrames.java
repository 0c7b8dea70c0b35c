package org.fovea.app.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.app.conformance.PlainPicture.Place;

/** Frames of families 2, 3 and 6: docs/rendering.md §6, §7 and §10. */
final class PlainFrames {
    private final int family;
    private final int[] parameters;
    private final List<PlainTensor> tensors;
    private final int rows;
    private final int columns;

    /** @param tensors with their weights */
    PlainFrames(int family, List<Integer> parameters, List<PlainTensor> tensors, int rows, int columns) {
        this.family = family;
        this.parameters = parameters.stream().mapToInt(Integer::intValue).toArray();
        this.tensors = tensors;
        this.rows = rows;
        this.columns = columns;
    }

    private float[] weights(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name.equals(name))
                .findFirst()
                .orElseThrow()
                .floats();
    }

    /**
     * The pictures of a pair, first and second, before they are resized.
     *
     * @param mask class ids; not for family 6
     * @param latents only for family 6
     */
    List<float[][][]> pair(byte[] mask, float[] latents, float... pose) {
        float[] limited = pose.clone();
        for (int i = 0; i < limited.length; i++) {
            limited[i] = Math.max(-65536, Math.min(65536, limited[i]));
        }
        float[][][] drawn = drawn(mask, Arrays.copyOf(latents, Math.min(latents.length, parameters[0])));
        int frame = family == 2 ? 2 : family == 6 ? parameters[10] : parameters[6];
        float[][][] other = family == 2 ? moved(drawn, pose) : changed(drawn, limited);
        List<float[][][]> both = new ArrayList<>();
        both.add(other);
        if (frame == 3) {
            float[][][] second =
                    family == 6 ? drawn(mask, Arrays.copyOfRange(latents, parameters[0], 2 * parameters[0])) : drawn;
            both.add(changed(second, Arrays.copyOfRange(limited, 12, 24)));
            return both;
        }
        both.add(frame == 1 ? 0 : 1, drawn);
        return both;
    }

    private float[][][] drawn(byte[] mask, float... latents) {
        return switch (family) {
            case 2 -> coloured(mask);
            case 6 -> cells(ofLatents(latents), parameters[1], parameters[2], parameters[3], latents);
            default -> cells(ofMask(mask), parameters[0], parameters[1], parameters[2], null);
        };
    }

    // ---- §6

    private float[][][] coloured(byte... mask) {
        int down = parameters[0];
        int across = parameters[1];
        float[] nodes = weights("colours");
        float[][][] out = new float[3][rows][columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int first = (mask[y * columns + x] & 255) * 3 * down * across;
                float[][][] grid = PlainPicture.planes(nodes, first, 3, down, across);
                for (int c = 0; c < 3; c++) {
                    float v = PlainPicture.columnsFirst(grid[c], Place.of(y, rows, down), Place.of(x, columns, across));
                    float scaled = v * 127.5f;
                    out[c][y][x] = PlainPicture.byteRange(scaled + 127.5f);
                }
            }
        }
        return out;
    }

    private float[][][] moved(float[][][] second, float... p) {
        float[][][] out = new float[3][rows][columns];
        for (int y = 0; y < rows; y++) {
            float down = (y - (rows - 1) * 0.5f) * p[2];
            Place row = Place.of(y + p[1] + down, rows);
            for (int x = 0; x < columns; x++) {
                float across = (x - (columns - 1) * 0.5f) * p[2];
                Place column = Place.of(x + p[0] + across, columns);
                for (int c = 0; c < 3; c++) {
                    out[c][y][x] = PlainPicture.columnsFirst(second[c], row, column);
                }
            }
        }
        return out;
    }

    // ---- §7

    private float[][][] ofMask(byte... mask) {
        int channels = parameters[0];
        int fold = parameters[2];
        int height = (rows + fold - 1) / fold;
        int width = (columns + fold - 1) / fold;
        float[] w = weights("input.weight");
        float[] bias = weights("input.bias");
        int inputs = w.length / channels;
        float[][][] map = PlainPicture.stretched(
                PlainPicture.pointwise(
                        PlainPicture.planes(weights("map"), 0, parameters[3], parameters[4], parameters[5]),
                        weights("map.weight"),
                        weights("map.bias"),
                        channels),
                height,
                width);
        float[][][] out = new float[channels][height][width];
        for (int o = 0; o < channels; o++) {
            for (int i = 0; i < height; i++) {
                for (int j = 0; j < width; j++) {
                    float sum = bias[o];
                    for (int k = 0; k < fold * fold; k++) {
                        int y = Math.min(rows - 1, i * fold + k / fold);
                        int x = Math.min(columns - 1, j * fold + k % fold);
                        int id = mask[y * columns + x] & 255;
                        sum += w[o * inputs + id * fold * fold + k];
                    }
                    sum = Math.fma(PlainPicture.coordinate(j, width), w[o * inputs + inputs - 2], sum);
                    sum = Math.fma(PlainPicture.coordinate(i, height), w[o * inputs + inputs - 1], sum);
                    out[o][i][j] = sum + map[o][i][j];
                }
            }
        }
        return out;
    }

    /** From the sums of the first layer to the picture. */
    private float[][][] cells(float[][][] sums, int channels, int blocks, int fold, float[] latents) {
        float[][][] x = each(sums, null);
        for (int block = 0; block < blocks; block++) {
            String name = "block" + block;
            float[] film = latents == null ? null : linear(weights(name + ".film"), latents);
            float[][][] y = PlainPicture.pointwise(
                    PlainPicture.depthwise(x, weights(name + ".dw1.weight")),
                    weights(name + ".pw1.weight"),
                    weights(name + ".pw1.bias"),
                    channels);
            for (int c = 0; c < channels && film != null; c++) {
                for (float[] row : y[c]) {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = Math.fma(row[i], 1 + film[c], film[channels + c]);
                    }
                }
            }
            y = PlainPicture.pointwise(
                    PlainPicture.depthwise(each(y, null), weights(name + ".dw2.weight")),
                    weights(name + ".pw2.weight"),
                    weights(name + ".pw2.bias"),
                    channels);
            x = each(y, x);
        }
        float[][][] out = PlainPicture.pointwise(x, weights("output.weight"), weights("output.bias"), 3 * fold * fold);
        float[][][] picture = new float[3][rows][columns];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < rows; y++) {
                for (int i = 0; i < columns; i++) {
                    int channel = (c * fold + y % fold) * fold + i % fold;
                    picture[c][y][i] = PlainPicture.colour(out[channel][y / fold][i / fold]);
                }
            }
        }
        return picture;
    }

    /** SiLU of sums, or of sums and something else. */
    private static float[][][] each(float[][][] sums, float[][][] plus) {
        float[][][] out = new float[sums.length][sums[0].length][sums[0][0].length];
        for (int c = 0; c < out.length; c++) {
            for (int y = 0; y < out[c].length; y++) {
                for (int x = 0; x < out[c][y].length; x++) {
                    float t = plus == null ? sums[c][y][x] : sums[c][y][x] + plus[c][y][x];
                    out[c][y][x] = PlainPicture.silu(t);
                }
            }
        }
        return out;
    }

    private static float[] linear(float[] w, float... in) {
        float[] out = new float[w.length / in.length];
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < in.length; i++) {
                out[o] = Math.fma(in[i], w[o * in.length + i], out[o]);
            }
        }
        return out;
    }

    private float[][][] changed(float[][][] drawn, float... p) {
        int height = (rows + 3) / 4;
        int width = (columns + 3) / 4;
        float[][][] out = new float[3][rows][columns];
        for (int c = 0; c < 3; c++) {
            float[][] light = blurred(squares(drawn[c], height, width));
            float[][] change = new float[height][width];
            for (int y = 0; y < height; y++) {
                float v = PlainPicture.coordinate(y, height);
                for (int x = 0; x < width; x++) {
                    float u = PlainPicture.coordinate(x, width);
                    float bend = Math.fma(p[7], v, p[6] * u);
                    float toX = x + Math.fma(bend, u, Math.fma(p[4], v, Math.fma(p[2], u, p[0])));
                    float toY = y + Math.fma(bend, v, Math.fma(p[5], v, Math.fma(p[3], u, p[1])));
                    float there = PlainPicture.columnsFirst(light, Place.of(toY, height), Place.of(toX, width));
                    float here = light[y][x];
                    float brighter = Math.fma(p[10], v, Math.fma(p[9], u, p[8]));
                    change[y][x] = Math.fma(p[11], (here - 127.5f) / 127.5f, (there - here) + brighter);
                }
            }
            for (int y = 0; y < rows; y++) {
                Place row = Place.of((y + 0.5f) / 4 - 0.5f, height);
                for (int x = 0; x < columns; x++) {
                    Place column = Place.of((x + 0.5f) / 4 - 0.5f, width);
                    out[c][y][x] = PlainPicture.byteRange(drawn[c][y][x] + PlainPicture.rowsFirst(change, row, column));
                }
            }
        }
        return out;
    }

    private float[][] squares(float[][] plane, int height, int width) {
        float[][] out = new float[height][width];
        for (int y = 0; y < 4 * height; y++) {
            for (int x = 0; x < 4 * width; x++) {
                out[y / 4][x / 4] += plane[Math.min(rows - 1, y)][Math.min(columns - 1, x)];
            }
        }
        for (float[] row : out) {
            for (int x = 0; x < width; x++) {
                row[x] *= 1 / 16f;
            }
        }
        return out;
    }

    private static float[][] blurred(float[][] plane) {
        int height = plane.length;
        int width = plane[0].length;
        float[][] across = new float[height][width];
        float[][] out = new float[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float[] v = new float[5];
                for (int k = 0; k < 5; k++) {
                    v[k] = plane[y][Math.max(0, Math.min(width - 1, x + k - 2))];
                }
                across[y][x] = five(v);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float[] v = new float[5];
                for (int k = 0; k < 5; k++) {
                    v[k] = across[Math.max(0, Math.min(height - 1, y + k - 2))][x];
                }
                out[y][x] = five(v);
            }
        }
        return out;
    }

    private static float five(float... v) {
        return Math.fma(6, v[2], Math.fma(4, v[1] + v[3], v[0] + v[4])) / 16;
    }

    // ---- §10

    private float[][][] ofLatents(float... z) {
        int[] p = parameters;
        int fold = p[3];
        int height = (rows + fold - 1) / fold;
        int width = (columns + fold - 1) / fold;
        int firstRow = p.length > 11 ? p[11] : 1;
        int vanishingColumn = p.length > 11 ? p[12] : 1;
        int vanishingRow = p.length > 11 ? p[13] : 1;
        float[][][] fixed = new float[11][height][width];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                double b = (i + 0.5) * fold - vanishingRow;
                double d = Math.max(b, rows / 64.0);
                double u = Math.max(-8, Math.min(8, ((j + 0.5) * fold - vanishingColumn) / d));
                fixed[0][i][j] = PlainPicture.coordinate(j, width);
                fixed[1][i][j] = PlainPicture.coordinate(i, height);
                fixed[2][i][j] = (float) (u / 3);
                fixed[3][i][j] = (float) (rows / 64.0 / d);
                fixed[4][i][j] = (float) (1 / (1 + StrictMath.exp(-b * 48 / rows)));
                for (int k = 0; k < 3; k++) {
                    double angle = (1 << k) * Math.PI * u;
                    fixed[5 + 2 * k][i][j] = (float) StrictMath.sin(angle);
                    fixed[6 + 2 * k][i][j] = (float) StrictMath.cos(angle);
                }
            }
        }
        float[][][] out = PlainPicture.pointwise(fixed, weights("input.weight"), weights("input.bias"), p[1]);
        float[][][] map = PlainPicture.pointwise(
                PlainPicture.planes(weights("map"), 0, p[4], p[5], p[6]), weights("map.weight"), null, p[1]);
        add(out, PlainPicture.stretched(map, height, width), 0);
        float[][][] planes = PlainPicture.planes(linear(weights("planes"), z), 0, p[7], p[8], p[9]);
        float[][][] through = PlainPicture.pointwise(planes, weights("planes.weight"), null, p[1]);
        add(out, PlainPicture.stretched(through, height - firstRow + 1, width), firstRow - 1);
        return out;
    }

    private static void add(float[][][] to, float[][][] from, int firstRow) {
        for (int c = 0; c < from.length; c++) {
            for (int y = 0; y < from[c].length; y++) {
                for (int x = 0; x < from[c][y].length; x++) {
                    to[c][firstRow + y][x] += from[c][y][x];
                }
            }
        }
    }
}
