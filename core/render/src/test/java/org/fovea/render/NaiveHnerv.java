package org.fovea.render;

import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;

/** Family {@code hnerv} in double, layer by layer and pixel by pixel, in the order of its definition in PyTorch. */
final class NaiveHnerv {
    private record Planes(int channels, int height, int width, double[] values) {
        Planes(int channels, int height, int width) {
            this(channels, height, width, new double[channels * height * width]);
        }

        /** Zero outside. */
        double at(int channel, int y, int x) {
            return y < 0 || x < 0 || y >= height || x >= width ? 0 : values[(channel * height + y) * width + x];
        }

        double clamped(int channel, int y, int x) {
            return at(channel, Math.clamp(y, 0, height - 1), Math.clamp(x, 0, width - 1));
        }

        void set(int channel, int y, int x, double value) {
            values[(channel * height + y) * width + x] = value;
        }
    }

    private final Layout layout;
    private final RendererWeights weights;

    NaiveHnerv(Layout layout, RendererWeights weights) {
        this.layout = layout;
        this.weights = weights;
    }

    /** Both frames before they are rounded: [frame][(y·width + x)·3 + colour], nudges included. */
    double[][] draw(float[] latents, int height, int width) {
        Planes x = stem(latents);
        for (int block = 0; block < HnervFamily.BLOCKS; block++) {
            Planes main = convolve(x, "blocks." + block, 3, 1);
            Planes past = twice(x);
            if (layout.skips(block)) {
                past = convolve(past, "skips." + block, 1, 1);
            }
            Planes next = new Planes(past.channels, past.height, past.width);
            for (int c = 0; c < next.channels; c++) {
                for (int y = 0; y < next.height; y++) {
                    for (int i = 0; i < next.width; i++) {
                        double sum = main.at(4 * c + 2 * (y % 2) + i % 2, y / 2, i / 2) + past.at(c, y, i);
                        next.set(c, y, i, Math.sin(sum));
                    }
                }
            }
            x = next;
        }
        Planes refined = convolve(convolve(x, "refine.0", 3, 2), "refine.1", 3, 1);
        for (int i = 0; i < x.values.length; i++) {
            x.values[i] += 0.1 * Math.sin(refined.values[i]);
        }
        double[][] frames = new double[2][];
        for (int frame = 0; frame < 2; frame++) {
            Planes colours = convolve(x, "rgb_" + frame, 3, 1);
            for (int i = 0; i < colours.values.length; i++) {
                colours.values[i] = 255 / (1 + Math.exp(-colours.values[i]));
            }
            frames[frame] = enlarge(colours, frame, height, width);
        }
        return frames;
    }

    private Planes stem(float[] latents) {
        Planes first = new Planes(layout.channels(0), layout.rows(), layout.columns());
        float[] weight = weights.values("stem.weight");
        float[] bias = weights.values("stem.bias");
        for (int i = 0; i < first.values.length; i++) {
            double sum = bias[i];
            for (int k = 0; k < latents.length; k++) {
                sum += (double) weight[i * latents.length + k] * latents[k];
            }
            first.values[i] = Math.sin(sum);
        }
        return first;
    }

    private Planes convolve(Planes in, String name, int side, int dilation) {
        float[] weight = weights.values(name + ".weight");
        float[] bias = weights.values(name + ".bias");
        Planes out = new Planes(bias.length, in.height, in.width);
        for (int o = 0; o < bias.length; o++) {
            for (int y = 0; y < in.height; y++) {
                for (int x = 0; x < in.width; x++) {
                    double sum = bias[o];
                    for (int c = 0; c < in.channels; c++) {
                        for (int ky = 0; ky < side; ky++) {
                            for (int kx = 0; kx < side; kx++) {
                                sum += weight[((o * in.channels + c) * side + ky) * side + kx]
                                        * in.at(c, y + (ky - side / 2) * dilation, x + (kx - side / 2) * dilation);
                            }
                        }
                    }
                    out.set(o, y, x, sum);
                }
            }
        }
        return out;
    }

    private static Planes twice(Planes in) {
        Planes out = new Planes(in.channels, 2 * in.height, 2 * in.width);
        for (int c = 0; c < in.channels; c++) {
            for (int y = 0; y < out.height; y++) {
                for (int x = 0; x < out.width; x++) {
                    double v = Math.max((y + 0.5) / 2 - 0.5, 0);
                    double u = Math.max((x + 0.5) / 2 - 0.5, 0);
                    int top = (int) v;
                    int left = (int) u;
                    double above =
                            in.clamped(c, top, left) * (1 - u + left) + in.clamped(c, top, left + 1) * (u - left);
                    double below = in.clamped(c, top + 1, left) * (1 - u + left)
                            + in.clamped(c, top + 1, left + 1) * (u - left);
                    out.set(c, y, x, above * (1 - v + top) + below * (v - top));
                }
            }
        }
        return out;
    }

    private double[] enlarge(Planes in, int frame, int height, int width) {
        double[] out = new double[height * width * 3];
        for (int y = 0; y < height; y++) {
            double v = (y + 0.5) * in.height / height - 0.5;
            int top = (int) Math.floor(v);
            for (int x = 0; x < width; x++) {
                double u = (x + 0.5) * in.width / width - 0.5;
                int left = (int) Math.floor(u);
                for (int c = 0; c < 3; c++) {
                    double sum = layout.nudges().get(frame * 3 + c);
                    for (int j = -1; j <= 2; j++) {
                        for (int i = -1; i <= 2; i++) {
                            sum += cubic(v - top - j) * cubic(u - left - i) * in.clamped(c, top + j, left + i);
                        }
                    }
                    out[(y * width + x) * 3 + c] = sum;
                }
            }
        }
        return out;
    }

    private static double cubic(double signed) {
        double t = Math.abs(signed);
        double a = -0.75;
        return t <= 1
                ? (a + 2) * t * t * t - (a + 3) * t * t + 1
                : t < 2 ? a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a : 0;
    }
}
