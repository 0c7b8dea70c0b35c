package org.fovea.app.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Frames of family 4: docs/format.md §4.1 and §4.2, docs/video.md §2 and §6, docs/rendering.md §8. AV1 is decoded by
 * dav1d, in an {@code ffmpeg} program of this machine; the product uses libaom.
 */
final class PlainVideo {
    private static final int SEQUENCE = 1;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;
    private static final List<String> DECODE = List.of(
            "ffmpeg", "-v", "error", "-f", "obu", "-c:v", "libdav1d", "-i", "v.obu", "-f", "rawvideo", "-y", "v.yuv");

    private final ByteBuffer picture;
    private final int rows;
    private final int columns;
    private final int outputRows;
    private final int outputColumns;
    private final List<Integer> parameters;
    private final List<PlainTensor> tensors;
    private final boolean lanczos;

    /**
     * @param picture content of that section
     * @param size rows and columns of the video, then of the output
     * @param tensors with their weights
     */
    PlainVideo(byte[] picture, int[] size, List<Integer> parameters, List<PlainTensor> tensors) {
        this.picture = ByteBuffer.wrap(picture);
        rows = size[0];
        columns = size[1];
        outputRows = size[2];
        outputColumns = size[3];
        this.parameters = parameters;
        this.tensors = tensors;
        PlainDecoder.check(this.picture.getInt() == 8, "BT.601, limited, 4:2:0, 8 bits");
        lanczos = this.picture.get() == 1;
    }

    /** Whether an {@code ffmpeg} with dav1d is on the path. */
    static boolean canDecode() {
        try {
            Process process = new ProcessBuilder("ffmpeg", "-hide_banner", "-decoders")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            return process.waitFor() == 0 && said.contains("libdav1d");
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    // ---- docs/video.md §6

    /** With a delimiter before each temporal unit; one ends with the frame that is shown. */
    private static byte[] delimited(byte... stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean ended = true;
        boolean shown = false;
        for (int at = 0; at < stream.length; ) {
            int begin = at;
            int type = stream[at] >> 3 & 15;
            at += 1 + (stream[at] >> 2 & 1);
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                int next = stream[at++];
                length |= (next & 127) << shift;
                if (next >= 0) {
                    break;
                }
            }
            boolean begins = type == SEQUENCE || type == FRAME_HEADER || type == FRAME;
            ended |= begins && shown;
            if (ended) {
                out.write(0x12);
                out.write(0);
                ended = false;
                shown = false;
            }
            if (type == FRAME_HEADER || type == FRAME) {
                shown = (stream[at] & 0x80) != 0 || (stream[at] & 0x10) != 0;
            }
            at += length;
            out.write(stream, begin, at - begin);
        }
        return out.toByteArray();
    }

    private static byte[] decoded(byte... stream) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("plain-video");
        Path input = folder.resolve("v.obu");
        Path output = folder.resolve("v.yuv");
        try {
            Files.write(input, delimited(stream));
            Process process = new ProcessBuilder(DECODE)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            PlainDecoder.check(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0, "a stream of AV1");
            return Files.readAllBytes(output);
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(output);
            Files.delete(folder);
        }
    }

    byte[] frames(byte... stream) throws IOException, InterruptedException {
        byte[] samples = decoded(stream);
        int chromaRows = (rows + 1) / 2;
        int chromaColumns = (columns + 1) / 2;
        int size = rows * columns + 2 * chromaRows * chromaColumns;
        PlainDecoder.check(samples.length % (2 * size) == 0, "two whole pictures for each pair");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int frame = 0; frame * size < samples.length; frame++) {
            int at = frame * size;
            int[][] luma = plane(samples, at, rows, columns);
            int[][] blue = plane(samples, at + rows * columns, chromaRows, chromaColumns);
            int[][] red = plane(samples, at + rows * columns + chromaRows * chromaColumns, chromaRows, chromaColumns);
            int halfRows = (outputRows + 1) / 2;
            int halfColumns = (outputColumns + 1) / 2;
            int[][][] rgb = colours(
                    enlarged(luma, outputRows, outputColumns),
                    enlarged(blue, halfRows, halfColumns),
                    enlarged(red, halfRows, halfColumns));
            for (int[] row : interleaved(restored(rgb))) {
                for (int value : row) {
                    out.write(value);
                }
            }
        }
        return out.toByteArray();
    }

    private static int[][] plane(byte[] samples, int at, int rows, int columns) {
        int[][] out = new int[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            out[i / columns][i % columns] = samples[at + i] & 255;
        }
        return out;
    }

    private static int[][] interleaved(int[][]... rgb) {
        int[][] out = new int[rgb[0].length][3 * rgb[0][0].length];
        for (int y = 0; y < out.length; y++) {
            for (int i = 0; i < out[y].length; i++) {
                out[y][i] = rgb[i % 3][y][i / 3];
            }
        }
        return out;
    }

    // ---- docs/rendering.md §8, enlarging

    private int[][] enlarged(int[][] plane, int height, int width) {
        if (plane.length == height && plane[0].length == width) {
            return plane;
        }
        int[][] across = new int[plane.length][];
        for (int y = 0; y < plane.length; y++) {
            across[y] = line(plane[y], width, 1 << 7, 8);
        }
        int[][] out = new int[height][width];
        for (int x = 0; x < width; x++) {
            int column = x;
            int[] made = line(Arrays.stream(across).mapToInt(row -> row[column]).toArray(), height, 1 << 19, 20);
            for (int y = 0; y < height; y++) {
                out[y][x] = limited(made[y]);
            }
        }
        return out;
    }

    private int[] line(int[] from, int count, int half, int shift) {
        double ratio = (double) from.length / count;
        double stretch = Math.max(ratio, 1);
        double reach = (lanczos ? 3 : 2) * stretch;
        int taps = 2 * (int) Math.ceil(reach);
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            double centre = (i + 0.5) * ratio - 0.5;
            int first = (int) Math.floor(centre) - (int) Math.ceil(reach) + 1;
            double[] sums = new double[taps];
            double sum = 0;
            for (int t = 0; t < taps; t++) {
                sum += tap(Math.abs(first + t - centre) / stretch);
                sums[t] = sum;
            }
            long total = 0;
            long before = 0;
            for (int t = 0; t < taps; t++) {
                long units = (long) Math.rint(sums[t] / sum * (1 << 14));
                total += (units - before) * from[Math.max(0, Math.min(from.length - 1, first + t))];
                before = units;
            }
            out[i] = (int) (total + half >> shift);
        }
        return out;
    }

    private double tap(double x) {
        if (lanczos) {
            double turn = Math.PI * x;
            return x < 1e-9 ? 1 : x < 3 ? 3 * StrictMath.sin(turn) * StrictMath.sin(turn / 3) / (turn * turn) : 0;
        }
        double a = -0.6;
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a : 0;
    }

    // ---- docs/video.md §2

    private static int[][][] colours(int[][] luma, int[][] blue, int[][] red) {
        int height = luma.length;
        int width = luma[0].length;
        int[][][] out = new int[3][height][width];
        float[][] us = stretched(blue, height, width);
        float[][] vs = stretched(red, height, width);
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                float y = (luma[i][j] - 16) * (255f / 219);
                float u = (us[i][j] - 128) * (255f / 224);
                float v = (vs[i][j] - 128) * (255f / 224);
                float green = y - 0.344136f * u;
                out[0][i][j] = rounded(y + 1.402f * v);
                out[1][i][j] = rounded(green - 0.714136f * v);
                out[2][i][j] = rounded(y + 1.772f * u);
            }
        }
        return out;
    }

    private static float[][] stretched(int[][] plane, int height, int width) {
        float[][] out = new float[height][width];
        for (int y = 0; y < height; y++) {
            Place row = Place.of(y, plane.length, height);
            for (int x = 0; x < width; x++) {
                Place column = Place.of(x, plane[0].length, width);
                float above = column.mixed(plane[row.first][column.first], plane[row.first][column.second]);
                float below = column.mixed(plane[row.second][column.first], plane[row.second][column.second]);
                out[y][x] = row.mixed(above, below);
            }
        }
        return out;
    }

    private record Place(int first, int second, float share) {
        static Place of(int i, int from, int to) {
            float ratio = (float) from / to;
            double place = Math.max(0, ratio * (i + 0.5) - 0.5);
            int first = Math.min((int) place, from - 1);
            return new Place(first, Math.min(first + 1, from - 1), (float) (place - first));
        }

        float mixed(float one, float other) {
            return (1 - share) * one + share * other;
        }
    }

    private static int rounded(float value) {
        return (int) Math.rint(Math.max(0, Math.min(255, value)));
    }

    private static int limited(int value) {
        return Math.max(0, Math.min(255, value));
    }

    // ---- docs/rendering.md §8, steps

    private int[][][] restored(int[][][] rgb) {
        ByteBuffer steps = picture.duplicate();
        int[][][] now = rgb;
        for (int left = steps.get(); left > 0; left--) {
            PlainDecoder.check(steps.get() == 1, "the step is the filter");
            now = filtered(now);
        }
        PlainDecoder.check(!steps.hasRemaining(), "nothing after the steps");
        return now;
    }

    private int[][][] filtered(int[][][] rgb) {
        int height = rgb[0].length;
        int width = rgb[0][0].length;
        int members = parameters.getFirst();
        List<Integer> dilations = parameters.subList(2, parameters.size());
        List<PlainTensor> left = new ArrayList<>(tensors);
        float[] mix = members == 1 ? new float[] {1} : left.removeLast().floats();
        float[][][] total = new float[3][height][width];
        for (int member = 0; member < members; member++) {
            float[][][] values = each(rgb);
            for (int layer = 0; layer < dilations.size(); layer++) {
                float[] weights = left.removeFirst().floats();
                float[] bias = left.removeFirst().floats();
                values = convolved(values, weights, bias, dilations.get(layer), layer < dilations.size() - 1);
            }
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        total[c][y][x] = Math.fma(mix[member], values[c][y][x], total[c][y][x]);
                    }
                }
            }
        }
        int[][][] out = new int[3][height][width];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    out[c][y][x] = rounded(Math.fma(255, total[c][y][x], rgb[c][y][x]));
                }
            }
        }
        return out;
    }

    private static float[][][] each(int[][]... rgb) {
        float[][][] out = new float[3][rgb[0].length][rgb[0][0].length];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < out[c].length; y++) {
                for (int x = 0; x < out[c][y].length; x++) {
                    out[c][y][x] = Math.fma(rgb[c][y][x], 1 / 255f, -0.5f);
                }
            }
        }
        return out;
    }

    private static float[][][] convolved(float[][][] in, float[] weights, float[] bias, int dilation, boolean hidden) {
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
                        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                        for (int c = 0; c < in.length && inside; c++) {
                            sum = Math.fma(in[c][row][column], weights[(o * in.length + c) * 9 + k], sum);
                        }
                    }
                    out[o][y][x] = hidden && !(sum > 0) ? 0 : sum;
                }
            }
        }
        return out;
    }
}
