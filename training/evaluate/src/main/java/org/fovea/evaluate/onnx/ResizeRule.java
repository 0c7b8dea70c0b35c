package org.fovea.evaluate.onnx;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.torch.Tensors;

/**
 * How the operator Resize finds a pixel of the result: for each, a few pixels of the source with weights, along one
 * axis after the other. The formulas are those of the operator's definition; where it leaves the arithmetic open, that
 * of ONNX Runtime (positions in single precision).
 *
 * @param mode what is made of the pixels around
 * @param place where a pixel of the result lies in the source
 * @param rounding which pixel is the nearest
 * @param cubic the number a of the cubic
 * @param excludeOutside whether pixels outside have no weight, instead of being those at the edge
 * @param antialias whether pixels are averaged where the result is smaller
 */
record ResizeRule(Mode mode, Place place, Rounding rounding, double cubic, boolean excludeOutside, boolean antialias) {
    private static final double USUAL_CUBIC = -0.75;

    /** Names as in the file, in capitals. */
    enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /** Likewise, {@code coordinate_transformation_mode}. */
    enum Place {
        HALF_PIXEL,
        PYTORCH_HALF_PIXEL,
        HALF_PIXEL_SYMMETRIC,
        ALIGN_CORNERS,
        ASYMMETRIC,
        TF_HALF_PIXEL_FOR_NN
    }

    /** Likewise, {@code nearest_mode}. */
    enum Rounding {
        ROUND_PREFER_FLOOR,
        ROUND_PREFER_CEIL,
        FLOOR,
        CEIL
    }

    /** Pixels of the source for each pixel of the result, and their weights; [k][pixel of the result]. */
    private record Taps(long[][] from, float[][] weights) {}

    static ResizeRule of(Call call) {
        // Before opset 11, pixels were found by their left upper corners, and the nearest one was the one below.
        boolean old = call.opset() < 11;
        String mode = call.text("mode", "nearest");
        return new ResizeRule(
                choice(call, Mode.values(), mode.equals("bilinear") ? "linear" : mode),
                old
                        ? Place.ASYMMETRIC
                        : choice(call, Place.values(), call.text("coordinate_transformation_mode", "half_pixel")),
                old ? Rounding.FLOOR : choice(call, Rounding.values(), call.text("nearest_mode", "round_prefer_floor")),
                call.real("cubic_coeff_a", USUAL_CUBIC),
                call.flag("exclude_outside", false),
                call.flag("antialias", false));
    }

    private static <T extends Enum<T>> T choice(Call call, T[] all, String name) {
        return Arrays.stream(all)
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> call.unsupported("'" + Node.printable(name) + "'"));
    }

    boolean usualCubic() {
        return Math.abs(cubic - USUAL_CUBIC) < 1e-6 && !excludeOutside;
    }

    /** Whether whole factors merely repeat pixels. */
    boolean repeats(boolean half) {
        return place == Place.ASYMMETRIC && rounding == Rounding.FLOOR
                || half && (rounding == Rounding.ROUND_PREFER_FLOOR || rounding == Rounding.ROUND_PREFER_CEIL);
    }

    /** Resizes along one axis. Differentiable. */
    Tensor along(Call call, Tensor x, int axis, long size, float scale) {
        Taps taps = taps(x.size(axis), Math.toIntExact(size), scale);
        long[] column = new long[(int) x.dim()];
        Arrays.fill(column, 1);
        column[axis] = size;
        Tensor sum = null;
        for (int k = 0; k < taps.from().length; k++) {
            call.work(x.numel() / Math.max(1, x.size(axis)), size);
            Tensor picked = x.index_select(axis, Tensors.ofLongs(taps.from()[k], size));
            Tensor part = mode == Mode.NEAREST
                    ? picked
                    : picked.mul(Tensors.of(taps.weights()[k], column)
                            .to(x.scalar_type().intern()));
            sum = sum == null ? part : sum.add(part);
        }
        return java.util.Objects.requireNonNull(sum);
    }

    private Taps taps(long side, int size, float scale) {
        // A smaller picture is seen through a filter as wide as the ratio.
        float stretch = antialias && mode != Mode.NEAREST ? Math.min(1, scale) : 1;
        int reach = mode == Mode.CUBIC ? 2 : 1;
        int count = mode == Mode.NEAREST ? 1 : stretch < 1 ? (int) Math.ceil(reach / stretch) * 2 + 1 : 2 * reach;
        long[][] from = new long[count][size];
        float[][] weights = new float[count][size];
        for (int i = 0; i < size; i++) {
            float at = place(i, scale, size, side);
            if (mode == Mode.NEAREST) {
                from[0][i] = Math.max(0, Math.min(nearest(at), side - 1));
                continue;
            }
            if (mode == Mode.LINEAR && stretch == 1) {
                at = Math.max(0, Math.min(at, side - 1));
            }
            long first = stretch < 1
                    ? (long) Math.floor(at + 0.5 - reach / stretch + 0.5)
                    : (long) Math.floor(at) - (reach - 1);
            double sum = 0;
            double[] own = new double[count];
            for (int k = 0; k < count; k++) {
                long pixel = first + k;
                own[k] = weight((pixel - at) * stretch);
                if (excludeOutside && (pixel < 0 || pixel >= side)) {
                    own[k] = 0;
                }
                sum += own[k];
                from[k][i] = Math.max(0, Math.min(pixel, side - 1));
            }
            for (int k = 0; k < count; k++) {
                weights[k][i] = (float) (excludeOutside || antialias ? own[k] / sum : own[k]);
            }
        }
        return new Taps(from, weights);
    }

    private float place(int i, float scale, int size, long side) {
        return switch (place) {
            case HALF_PIXEL -> (i + 0.5f) / scale - 0.5f;
            case PYTORCH_HALF_PIXEL -> size > 1 ? (i + 0.5f) / scale - 0.5f : 0;
            case HALF_PIXEL_SYMMETRIC -> {
                float adjustment = size / (scale * side);
                float centre = side / 2f;
                yield centre * (1 - adjustment) + (i + 0.5f) / scale - 0.5f;
            }
            case ALIGN_CORNERS -> size == 1 ? 0 : (float) i * (side - 1) / (size - 1);
            case ASYMMETRIC -> i / scale;
            case TF_HALF_PIXEL_FOR_NN -> (i + 0.5f) / scale;
        };
    }

    private long nearest(float at) {
        return (long)
                switch (rounding) {
                    case ROUND_PREFER_FLOOR -> Math.ceil(at - 0.5f);
                    case ROUND_PREFER_CEIL -> Math.floor(at + 0.5f);
                    case FLOOR -> Math.floor(at);
                    case CEIL -> Math.ceil(at);
                };
    }

    private double weight(double distance) {
        double d = Math.abs(distance);
        if (mode == Mode.LINEAR) {
            return Math.max(0, 1 - d);
        }
        if (d <= 1) {
            return ((cubic + 2) * d - (cubic + 3)) * d * d + 1;
        }
        return d < 2 ? ((cubic * d - 5 * cubic) * d + 8 * cubic) * d - 4 * cubic : 0;
    }
}
