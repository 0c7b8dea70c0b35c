package org.fovea.render.restore;

import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;

/** The filter as its definition says it, whole frames at a time. */
final class NaiveFilter {
    private NaiveFilter() {}

    static byte[] apply(RandomFilter filter, byte[] rgb, int height, int width) {
        Layout layout = filter.layout();
        float[] mix = layout.members() == 1 ? new float[] {1} : filter.weights().values(FilterFamily.MIX);
        float[] sum = new float[3 * height * width];
        for (int member = 0; member < layout.members(); member++) {
            float[] plane = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                plane[i % 3 * height * width + i / 3] = Math.fma((float) (rgb[i] & 0xff), 1 / 255f, -0.5f);
            }
            for (int layer = 0; layer < layout.layers(); layer++) {
                plane = layer(filter, member, layer, plane, height, width);
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.fma(mix[member], plane[i], sum[i]);
            }
        }
        byte[] out = new byte[rgb.length];
        for (int i = 0; i < out.length; i++) {
            float value = Math.fma(255f, sum[i % 3 * height * width + i / 3], (float) (rgb[i] & 0xff));
            out[i] = (byte) (int) Math.rint(Math.min(Math.max(value, 0), 255));
        }
        return out;
    }

    private static float[] layer(RandomFilter filter, int member, int layer, float[] in, int height, int width) {
        Layout layout = filter.layout();
        float[] weights = filter.weights().values(Layout.weight(member, layer));
        float[] bias = filter.weights().values(Layout.bias(member, layer));
        int inputs = layout.inputs(layer);
        int dilation = layout.dilations().get(layer);
        float[] out = new float[layout.outputs(layer) * height * width];
        for (int i = 0; i < out.length; i++) {
            int output = i / (height * width);
            int y = i / width % height;
            int x = i % width;
            float sum = bias[output];
            for (int tap = 0; tap < 9; tap++) {
                int row = y + (tap / 3 - 1) * dilation;
                int column = x + (tap % 3 - 1) * dilation;
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                for (int input = 0; input < inputs; input++) {
                    float value = inside ? in[(input * height + row) * width + column] : 0f;
                    sum = Math.fma(value, weights[(output * inputs + input) * 9 + tap], sum);
                }
            }
            out[i] = layer == layout.layers() - 1 ? sum : Math.max(sum, 0f);
        }
        return out;
    }
}
