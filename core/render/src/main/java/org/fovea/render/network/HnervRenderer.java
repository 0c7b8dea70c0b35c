package org.fovea.render.network;

import static org.fovea.render.dense.DenseKernel.PITCH;
import static org.fovea.render.dense.DenseKernel.TILE;

import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.dense.DenseKernel;
import org.fovea.render.dense.DenseLayer;
import org.fovea.render.dense.RowRing;
import org.fovea.render.kernel.PictureMath;
import org.fovea.render.kernel.ScalarMath;

/**
 * Family {@code hnerv}: latent numbers grow into both frames of a pair. What is computed, to the bit:
 * {@code docs/rendering.md} §9. One thread.
 */
public final class HnervRenderer implements PairRenderer {
    private static final int BLOCKS = HnervFamily.BLOCKS;
    private static final int COLOURS = HnervFamily.COLOURS;
    private static final int HEADS = HnervFamily.FRAMES * COLOURS;
    private static final int POINTS = 9;
    private static final float REFINING = 0.1f;

    private final Layout layout;
    private final FrameSize size;
    private final DenseKernel kernel;
    private final PictureMath math;
    private final float[] stemWeight;
    private final float[] stemBias;
    private final DenseLayer[] blocks = new DenseLayer[BLOCKS];
    private final float[][] skipWeights = new float[BLOCKS][];
    private final float[][] skipBiases = new float[BLOCKS][];
    private final DenseLayer[] refine = new DenseLayer[2];
    private final DenseLayer heads;

    /** After this number of doublings. */
    private final RowRing[] planes = new RowRing[BLOCKS + 1];

    /** What goes past a block, at the size of its input; the input itself where no convolution changes it. */
    private final RowRing[] past = new RowRing[BLOCKS];

    private final RowRing refined;
    private final CubicFrames frames;
    private final float[] sums;
    private final float[] main = new float[2 * TILE];
    private final float[] beside = new float[2 * TILE];
    private final float[] zeros = new float[2 * TILE];
    private final float[] blended = new float[TILE + 2];

    /**
     * A renderer.
     *
     * @param weights of this family and layout
     * @param size of the frames
     */
    public HnervRenderer(Layout layout, RendererWeights weights, FrameSize size, KernelChoice choice) {
        this.layout = layout;
        this.size = size;
        kernel = DenseKernel.of(choice);
        math = PictureMath.of(choice);
        stemWeight = weights.values("stem.weight");
        stemBias = weights.values("stem.bias");
        int most = 0;
        for (int block = 0; block < BLOCKS; block++) {
            int in = layout.channels(block);
            int out = layout.channels(block + 1);
            blocks[block] = layer(weights, "blocks." + block, in, 4 * out, 1);
            planes[block] = plane(block, in);
            past[block] = planes[block];
            if (layout.skips(block)) {
                skipWeights[block] = weights.values("skips." + block + ".weight");
                skipBiases[block] = weights.values("skips." + block + ".bias");
                past[block] = plane(block, out);
            }
            most = Math.max(most, 4 * out);
        }
        int last = layout.channels(BLOCKS);
        planes[BLOCKS] = plane(BLOCKS, last);
        refine[0] = layer(weights, "refine.0", last, layout.refined(), HnervFamily.REFINE_DILATION);
        refine[1] = layer(weights, "refine.1", layout.refined(), last, 1);
        refined = plane(BLOCKS, layout.refined());
        heads = heads(weights, last);
        sums = new float[DenseLayer.sums(Math.max(most, Math.max(last, HEADS)))];
        frames = new CubicFrames(layout, size, math);
    }

    private DenseLayer layer(RendererWeights weights, String name, int in, int out, int dilation) {
        return new DenseLayer(
                kernel, in, out, dilation, weights.values(name + ".weight"), weights.values(name + ".bias"));
    }

    private DenseLayer heads(RendererWeights weights, int in) {
        int each = COLOURS * in * POINTS;
        float[] both = Arrays.copyOf(weights.values("rgb_0.weight"), 2 * each);
        System.arraycopy(weights.values("rgb_1.weight"), 0, both, each, each);
        float[] biases = Arrays.copyOf(weights.values("rgb_0.bias"), HEADS);
        System.arraycopy(weights.values("rgb_1.bias"), 0, biases, COLOURS, COLOURS);
        return new DenseLayer(kernel, in, HEADS, 1, both, biases);
    }

    private RowRing plane(int doublings, int channels) {
        int height = layout.rows() << doublings;
        return new RowRing(channels, height, layout.columns() << doublings, height);
    }

    /** Bytes that a renderer takes, nearly all of it in float arrays. */
    public static long memory(Layout layout, FrameSize size) {
        long floats = 0;
        for (int doublings = 0; doublings <= BLOCKS; doublings++) {
            int height = layout.rows() << doublings;
            int width = layout.columns() << doublings;
            int channels = layout.channels(doublings);
            int beside = doublings == BLOCKS
                    ? layout.refined()
                    : layout.skips(doublings) ? layout.channels(doublings + 1) : 0;
            floats += RowRing.size(channels, height, width, height) + RowRing.size(beside, height, width, height);
        }
        long weights = new HnervFamily()
                .tensors(layout.parameters(), 0).stream()
                        .mapToLong(spec -> spec.count())
                        .sum();
        return Float.BYTES * (floats + 3 * weights + CubicFrames.size(layout, size)) + (1 << 20);
    }

    @Override
    public void render(PairInput input, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
        float[] latents = input.latents();
        PairCheck.verify(size, 0, pose, frame1, frame2);
        PairCheck.latents(layout.latents(), latents);
        if (!edits.tiles().isEmpty()) {
            throw new IllegalArgumentException("renderer family hnerv takes no edits of tiles");
        }
        stem(latents);
        for (int block = 0; block < BLOCKS; block++) {
            if (layout.skips(block)) {
                skip(block);
            }
            grow(block);
        }
        refine();
        colours();
        frames.draw(frame1, frame2);
        edits.apply(0, frame1, size.width());
        edits.apply(1, frame2, size.width());
    }

    @Override
    public void close() {}

    private void stem(float[] latents) {
        int columns = layout.columns();
        int cells = layout.rows() * columns;
        RowRing plane = planes[0];
        boolean finite = true;
        for (int y = 0; y < layout.rows(); y++) {
            float[] row = plane.row(y);
            for (int channel = 0; channel < layout.channels(0); channel++) {
                for (int x = 0; x < columns; x++) {
                    int output = channel * cells + y * columns + x;
                    float sum = stemBias[output];
                    for (int i = 0; i < latents.length; i++) {
                        sum = ScalarMath.fma(latents[i], stemWeight[output * latents.length + i], sum);
                    }
                    main[x] = sum;
                }
                int at = plane.at(0) + channel * PITCH; // a row is one tile
                finite &= math.sine(main, 0, zeros, 0, 1f, zeros, 0, row, at, columns);
            }
        }
        check(finite);
    }

    /** The pointwise convolution of what goes past a block. */
    private void skip(int block) {
        int in = layout.channels(block);
        int out = layout.channels(block + 1);
        int width = layout.columns() << block;
        float[] weights = skipWeights[block];
        for (int y = 0; y < layout.rows() << block; y++) {
            float[] from = planes[block].row(y);
            float[] to = past[block].row(y);
            for (int x = 0; x < width; x += TILE) {
                int pixels = Math.min(TILE, width - x);
                int fromAt = planes[block].at(x);
                int toAt = past[block].at(x);
                for (int output = 0; output < out; output++) {
                    int at = toAt + output * PITCH;
                    Arrays.fill(to, at, at + pixels, skipBiases[block][output]);
                    for (int input = 0; input < in; input++) {
                        add(from, fromAt + input * PITCH, weights[output * in + input], to, at, pixels);
                    }
                }
                past[block].share(to, x);
            }
        }
    }

    private static void add(float[] from, int fromAt, float weight, float[] to, int toAt, int pixels) {
        for (int i = 0; i < pixels; i++) {
            to[toAt + i] = ScalarMath.fma(from[fromAt + i], weight, to[toAt + i]);
        }
    }

    /** A convolution whose channels become four pixels, plus what goes past it, stretched; then the sine. */
    private void grow(int block) {
        int height = layout.rows() << block;
        int width = layout.columns() << block;
        int channels = layout.channels(block + 1);
        RowRing to = planes[block + 1];
        boolean finite = true;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x += TILE) {
                int pixels = Math.min(TILE, width - x);
                blocks[block].sum(planes[block], y, x, pixels, sums);
                for (int below = 0; below < 2; below++) {
                    int far = Math.clamp(y + 2L * below - 1, 0, height - 1);
                    float[] row = to.row(2 * y + below);
                    for (int channel = 0; channel < channels; channel++) {
                        stretch(past[block], y, far, channel, x, pixels, width);
                        weave(sums, (4 * channel + 2 * below) * TILE, pixels);
                        finite &= sine(to, row, 2 * x, channel, 2 * pixels);
                    }
                }
            }
            for (int below = 0; below < 2; below++) {
                for (int x = 0; x < 2 * width; x += TILE) {
                    to.share(to.row(2 * y + below), x);
                }
            }
        }
        check(finite);
    }

    /** Pixels from {@code x} on of up to two tiles of a row. */
    private boolean sine(RowRing to, float[] row, int x, int channel, int pixels) {
        boolean finite = true;
        for (int done = 0; done < pixels; done += TILE) {
            int count = Math.min(TILE, pixels - done);
            int at = to.at(x + done) + channel * PITCH;
            finite &= math.sine(main, done, beside, done, 1f, zeros, 0, row, at, count);
        }
        return finite;
    }

    /** Two rows of sums, pixels in turn. */
    private void weave(float[] from, int at, int pixels) {
        for (int i = 0; i < pixels; i++) {
            main[2 * i] = from[at + i];
            main[2 * i + 1] = from[at + TILE + i];
        }
    }

    /** One channel of a row between two, at twice the width. */
    private void stretch(RowRing from, int near, int far, int channel, int x, int pixels, int width) {
        float[] a = from.row(near);
        float[] b = from.row(far);
        int at = from.at(x) + channel * PITCH - 1;
        for (int i = 0; i < pixels + 2; i++) {
            blended[i] = ScalarMath.fma(a[at + i], 0.75f, b[at + i] * 0.25f);
        }
        if (x == 0) {
            blended[0] = blended[1];
        }
        if (x + pixels == width) {
            blended[pixels + 1] = blended[pixels];
        }
        for (int i = 0; i < pixels; i++) {
            beside[2 * i] = ScalarMath.fma(blended[i + 1], 0.75f, blended[i] * 0.25f);
            beside[2 * i + 1] = ScalarMath.fma(blended[i + 1], 0.75f, blended[i + 2] * 0.25f);
        }
    }

    private void refine() {
        RowRing plane = planes[BLOCKS];
        boolean finite = true;
        for (int y = 0; y < layout.height(); y++) {
            refine[0].row(plane, y, layout.width(), refined, sums, false);
        }
        for (int y = 0; y < layout.height(); y++) {
            float[] row = plane.row(y);
            for (int x = 0; x < layout.width(); x += TILE) {
                int pixels = Math.min(TILE, layout.width() - x);
                refine[1].sum(refined, y, x, pixels, sums);
                for (int channel = 0; channel < layout.channels(BLOCKS); channel++) {
                    int at = plane.at(x) + channel * PITCH;
                    finite &= math.sine(sums, channel * TILE, zeros, 0, REFINING, row, at, row, at, pixels);
                }
                plane.share(row, x);
            }
        }
        check(finite);
    }

    private void colours() {
        boolean finite = true;
        for (int y = 0; y < layout.height(); y++) {
            for (int x = 0; x < layout.width(); x += TILE) {
                int pixels = Math.min(TILE, layout.width() - x);
                heads.sum(planes[BLOCKS], y, x, pixels, sums);
                for (int head = 0; head < HEADS; head++) {
                    finite &= frames.take(head, y, x, sums, head * TILE, pixels);
                }
            }
        }
        frames.finishEdges();
        check(finite);
    }

    private static void check(boolean finite) {
        if (!finite) {
            throw new FormatException("weights", 0, "the network's weights make sums that are too large for a number");
        }
    }
}
