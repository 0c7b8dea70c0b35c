package org.fovea.render.restore;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.codec.family.TensorSpec;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;

/** A filter with random weights. */
record RandomFilter(Layout layout, RendererWeights weights) {
    static RandomFilter of(int members, int hidden, Integer... dilations) {
        return scaled(2.2f, members, hidden, dilations);
    }

    /** With weights of about {@code scale} times what keeps sums the size of their inputs. */
    static RandomFilter scaled(float scale, int members, int hidden, Integer... dilations) {
        Layout layout = new Layout(members, hidden, List.of(dilations));
        Random random = new Random(layout.hashCode());
        RendererWeights weights = new RendererWeights();
        for (TensorSpec spec : new FilterFamily().tensors(layout.parameters(), 0)) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * (2 * random.nextFloat() - 1) / StrictMath.sqrt(Math.max(spec.fanIn(), 1)));
            }
            weights.add(spec.name(), spec.shape(), values);
        }
        return new RandomFilter(layout, weights);
    }

    /** The same with one tensor filled with one number. */
    RandomFilter with(String name, float value) {
        RendererWeights changed = new RendererWeights();
        for (TensorSpec spec : new FilterFamily().tensors(layout.parameters(), 0)) {
            float[] values = weights.values(spec.name());
            if (spec.name().equals(name)) {
                Arrays.fill(values, value);
            }
            changed.add(spec.name(), spec.shape(), values);
        }
        return new RandomFilter(layout, changed);
    }

    static byte[] frame(int height, int width, int seed) {
        byte[] frame = new byte[height * width * 3];
        new Random(seed).nextBytes(frame);
        return frame;
    }

    byte[] apply(int height, int width, int seed, KernelChoice choice) {
        byte[] out = new byte[height * width * 3];
        new PostFilter(layout, weights, new FrameSize(width, height), choice).apply(frame(height, width, seed), out);
        return out;
    }
}
