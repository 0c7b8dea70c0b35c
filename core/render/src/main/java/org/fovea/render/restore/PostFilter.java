package org.fovea.render.restore;

import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.fovea.render.dense.DenseKernel;
import org.fovea.render.dense.DenseLayer;
import org.fovea.render.kernel.ScalarMath;

/**
 * The learned filter of an archive: one or several small networks of dense convolutions whose weighted results are
 * added to a frame. What is computed, to the bit: {@code docs/rendering.md} §8. Works row by row and keeps few rows of
 * each layer. One object per thread at a time.
 */
public final class PostFilter {
    private static final int COLOURS = FilterFamily.COLOURS;

    private final int height;
    private final int width;
    private final FilterMember[] members;
    private final float[] mix;
    private final float[] result;
    private final float[] sum;

    /**
     * A filter for frames of one size.
     *
     * @param weights of family {@code filter}; others may be among them
     * @throws IllegalArgumentException where weights are missing or of another shape, frames are too large, or the
     *     Vector API is asked for and missing
     */
    public PostFilter(Layout layout, RendererWeights weights, FrameSize size, KernelChoice choice) {
        weights.check(new FilterFamily().tensors(layout.parameters(), 0));
        height = size.height();
        width = size.width();
        DenseKernel kernel = DenseKernel.of(choice);
        members = new FilterMember[layout.members()];
        float[] sums = new float[DenseLayer.sums(channels(layout))];
        for (int member = 0; member < members.length; member++) {
            members[member] = new FilterMember(layout, weights, member, height, width, kernel, sums);
        }
        mix = members.length == 1 ? new float[] {1f} : weights.values(FilterFamily.MIX);
        result = new float[COLOURS * width];
        sum = new float[result.length];
    }

    /**
     * Bytes that a filter takes, nearly all of it in rows of layers. It grows with the width and hardly with the
     * height.
     */
    public static long memory(Layout layout, FrameSize size) {
        long rows = 2L * COLOURS * size.width();
        long each = FilterMember.size(layout, size.height(), size.width());
        return Float.BYTES * (layout.members() * each + DenseLayer.sums(channels(layout)) + rows);
    }

    private static int channels(Layout layout) {
        return Math.max(layout.hidden(), COLOURS);
    }

    /**
     * Filters a frame.
     *
     * @param rgb [height][width][3], 0..255
     * @param out receives as many bytes; not {@code rgb}
     * @throws IllegalArgumentException where the arrays are the same or of another size
     * @throws FormatException where a sum is too large for a number; {@code out} then holds nothing of use, and the
     *     filter can go on with other frames
     */
    public void apply(byte[] rgb, byte[] out) {
        int bytes = height * width * COLOURS;
        if (rgb.length != bytes || out.length != bytes) {
            throw new IllegalArgumentException(
                    "frames of " + rgb.length + " and " + out.length + " bytes where both should have " + bytes);
        }
        if (rgb == out) {
            throw new IllegalArgumentException("a frame cannot be worked on in place");
        }
        for (FilterMember member : members) {
            member.begin(rgb);
        }
        for (int y = 0; y < height; y++) {
            Arrays.fill(sum, 0f);
            for (int member = 0; member < members.length; member++) {
                members[member].row(y, result);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = ScalarMath.fma(mix[member], result[i], sum[i]);
                }
            }
            finish(rgb, out, y * width * COLOURS);
        }
    }

    private void finish(byte[] rgb, byte[] out, int at) {
        // Stays zero as long as all numbers are finite.
        float check = 0f;
        for (int colour = 0; colour < COLOURS; colour++) {
            int from = colour * width;
            int to = at + colour;
            for (int x = 0; x < width; x++, to += COLOURS) {
                float value = ScalarMath.fma(255f, sum[from + x], rgb[to] & 0xff);
                check += value * 0f;
                out[to] = (byte) Math.rint(Math.clamp(value, 0f, 255f));
            }
        }
        if (check != 0f) {
            throw notFinite();
        }
    }

    static FormatException notFinite() {
        return new FormatException("weights", 0, "the filter's weights make sums overflow");
    }
}
