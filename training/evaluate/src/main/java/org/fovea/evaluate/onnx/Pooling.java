package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Largest values and means of windows. */
final class Pooling {
    private Pooling() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MaxPool", Operator.of(Pooling::largest));
        table.put("AveragePool", Operator.of(Pooling::mean));
        table.put(
                "GlobalAveragePool",
                Operator.of(call -> call.input(0).mean(places(call), true, new ScalarTypeOptional())));
        table.put("GlobalMaxPool", Operator.of(call -> call.input(0).amax(places(call), true)));
    }

    /** All axes behind batch and channels. */
    private static long[] places(Call call) {
        long rank = call.input(0).dim();
        call.demand(rank >= 3, () -> "input " + Arrays.toString(call.shape(0)) + " has no rows and columns");
        return Arrays.copyOfRange(Dimensions.all(rank), 2, (int) rank);
    }

    private static Windows windows(Call call) {
        long[] kernel = call.longs("kernel_shape").orElseThrow(() -> call.wrong("kernel_shape is missing"));
        Windows windows = Windows.of(call, kernel, call.shape(0));
        for (int i = 0; i < windows.axes(); i++) {
            int axis = i;
            call.demand(
                    windows.before()[i] < windows.extent(i) && windows.after()[i] < windows.extent(i),
                    () -> "padding of " + Math.max(windows.before()[axis], windows.after()[axis])
                            + " is not smaller than the kernel");
        }
        return windows;
    }

    /** What must be added behind so that the kernel has all its places and no more; negative where something is cut. */
    private static long[] behind(Call call, Windows windows, long[] shape) {
        long[] places = windows.places(call, shape, call.flag("ceil_mode", false));
        call.work(shape[0], shape[1], Budget.elements(places), Budget.elements(windows.kernel()));
        long[] behind = new long[windows.axes()];
        for (int i = 0; i < behind.length; i++) {
            behind[i] = (places[i] - 1) * windows.strides()[i] + windows.extent(i) - shape[i + 2] - windows.before()[i];
        }
        return behind;
    }

    private static Tensor largest(Call call) {
        Tensor x = call.input(0);
        Windows windows = windows(call);
        long[] behind = behind(call, windows, Tensors.shape(x));
        long[] padding = windows.before();
        boolean inside = windows.symmetric() && !call.flag("ceil_mode", false);
        for (int i = 0; i < windows.axes(); i++) {
            inside &= 2 * windows.before()[i] <= windows.kernel()[i];
        }
        if (!inside) {
            x = Windows.padded(x, windows.before(), behind, Double.NEGATIVE_INFINITY);
            padding = new long[windows.axes()];
        }
        return switch (windows.axes()) {
            case 1 -> torch.max_pool1d(x, windows.kernel(), windows.strides(), padding, windows.dilations(), false);
            case 2 -> torch.max_pool2d(x, windows.kernel(), windows.strides(), padding, windows.dilations(), false);
            default -> torch.max_pool3d(x, windows.kernel(), windows.strides(), padding, windows.dilations(), false);
        };
    }

    private static Tensor mean(Call call) {
        Tensor x = call.input(0);
        Windows windows = windows(call);
        long[] shape = Tensors.shape(x);
        long[] behind = behind(call, windows, shape);
        boolean counted = call.flag("count_include_pad", false);
        boolean padded = Arrays.stream(windows.before()).anyMatch(pad -> pad > 0)
                || Arrays.stream(windows.after()).anyMatch(pad -> pad > 0);
        boolean up = call.flag("ceil_mode", false);
        Tensor wide = Windows.padded(x, windows.before(), behind, 0);
        Tensor mean = averaged(call, windows, wide);
        if (!up && (counted || !padded)) {
            return mean;
        }
        // Divided by the share of the window that counts.
        long[] one = shape.clone();
        one[0] = 1;
        one[1] = 1;
        Tensor counts = torch.ones(one, x.options());
        long[] rest = behind;
        if (counted) {
            counts = Windows.padded(counts, windows.before(), windows.after(), 1);
            rest = new long[windows.axes()];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = behind[i] - windows.after()[i];
            }
        }
        counts = Windows.padded(counts, counted ? new long[windows.axes()] : windows.before(), rest, 0);
        return mean.div(averaged(call, windows, counts));
    }

    private static Tensor averaged(Call call, Windows windows, Tensor x) {
        if (Arrays.stream(windows.dilations()).anyMatch(d -> d != 1)) {
            throw call.unsupported("means of windows with gaps");
        }
        long[] none = new long[windows.axes()];
        return switch (windows.axes()) {
            case 1 -> torch.avg_pool1d(x, windows.kernel(), windows.strides(), none, false, true);
            case 2 -> torch.avg_pool2d(x, windows.kernel(), windows.strides(), none, false, true, new LongOptional());
            default -> torch.avg_pool3d(x, windows.kernel(), windows.strides(), none, false, true, new LongOptional());
        };
    }
}
