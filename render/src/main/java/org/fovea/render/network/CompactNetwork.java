package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.COEFFICIENTS;

import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.Kernels;

/**
 * The network of {@link CompactFamily}: a class mask in, a picture of the mask's size out. {@code docs/rendering.md} §7 fixes every operation. Two planes hold
 * all that is alive; a third one holds what the learnt map adds, which is the same for all masks.
 */
final class CompactNetwork {
    private static final int COLOURS = CompactFamily.COLOURS;

    private final Kernels kernels;
    private final Workers workers;
    private final CompactFamily.Layout layout;
    private final MaskShape shape;
    private final FoldedInput input;
    private final Parameters parameters;
    private final SeparableConvolution[][] blocks;
    private final int headAt;
    private final int headBiasAt;
    private final float[] identity;
    private final Plane x;
    private final Plane branch;
    private final Plane map;
    private final ConvolutionPass pass;
    private final float[][] rowBuffers;

    /** @throws IllegalArgumentException where a plane would be too large */
    CompactNetwork(
            CompactFamily.Layout layout, RendererWeights weights, MaskShape shape, Workers workers, Kernels kernels) {
        this.layout = layout;
        this.shape = shape;
        this.kernels = kernels;
        this.workers = workers;
        int wide = SeparableConvolution.blocks(layout.channels());
        int outputs = SeparableConvolution.blocks(layout.outputs());
        int rows = layout.cells(shape.height());
        int columns = layout.cells(shape.width());
        x = new Plane(rows, columns, wide);
        branch = new Plane(rows, columns, wide);
        map = new Plane(rows, columns, wide);
        LearntMap.of(layout, weights).stretch(map);
        input = new FoldedInput(layout, weights, shape, map);
        long channels = (long) wide * BLOCK;
        long perLayer = channels * (9 + channels + 1);
        parameters = new Parameters(
                2L * layout.blocks() * perLayer + (channels + 1) * outputs * BLOCK, 6 * layout.blocks() + 2);
        blocks = new SeparableConvolution[layout.blocks()][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new SeparableConvolution[] {layer(weights, i, 1), layer(weights, i, 2)};
        }
        float[] head = spread(weights.values("output.weight"), layout.outputs(), layout.channels(), wide * BLOCK);
        headAt = parameters.put(kernels.packPointwise(head, layout.outputs(), wide * BLOCK));
        headBiasAt = parameters.put(Arrays.copyOf(weights.values("output.bias"), outputs * BLOCK));
        identity = identity(wide);
        pass = new ConvolutionPass(kernels, workers, new RowStatistics(rows, wide), columns, wide);
        rowBuffers = new float[workers.count()][];
        for (int i = 0; i < rowBuffers.length; i++) {
            // A row of channels in blocks, one tile of it pixel by pixel, the outputs in blocks.
            int length = (wide + outputs) * Plane.pitch(columns) + Kernels.TILE * wide * BLOCK;
            rowBuffers[i] = new float[Parameters.aligned(length)];
        }
    }

    private SeparableConvolution layer(RendererWeights weights, int block, int i) {
        return new SeparableConvolution(
                kernels,
                parameters,
                weights.values("block" + block + ".dw" + i + ".weight"),
                weights.values("block" + block + ".pw" + i + ".weight"),
                weights.values("block" + block + ".pw" + i + ".bias"),
                1);
    }

    private static float[] spread(float[] weights, int outputs, int inputs, int wide) {
        float[] spread = new float[outputs * wide];
        for (int output = 0; output < outputs; output++) {
            System.arraycopy(weights, output * inputs, spread, output * wide, inputs);
        }
        return spread;
    }

    /** Coefficients of an activation without normalisation: fma(t, 1, 0) is t. */
    private static float[] identity(int blocks) {
        float[] coefficients = new float[blocks * COEFFICIENTS];
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(coefficients, block * COEFFICIENTS, block * COEFFICIENTS + COEFFICIENTS / 2, 1f);
        }
        return coefficients;
    }

    /**
     * Bytes of its planes and buffers with one thread.
     *
     * @throws IllegalArgumentException where a plane would be too large
     */
    static long memory(CompactFamily.Layout layout, MaskShape shape) {
        int wide = SeparableConvolution.blocks(layout.channels());
        int outputs = SeparableConvolution.blocks(layout.outputs());
        int rows = layout.cells(shape.height());
        int columns = layout.cells(shape.width());
        long planes = 3L * Plane.floats(rows, columns, wide);
        long buffers = (7L * wide + outputs) * Plane.pitch(columns);
        long statistics = 2L * rows * wide * Kernels.STATISTICS;
        return Float.BYTES * (planes + buffers + statistics);
    }

    /**
     * Draws.
     *
     * @param mask class ids, row by row
     * @param picture receives {@code [row][column][colour]}, 0..255
     * @throws FormatException where numbers overflow
     */
    void draw(byte[] mask, float[] picture) {
        workers.run(index -> {
            for (int y = workers.first(index, x.height); y < workers.first(index + 1, x.height); y++) {
                input.row(mask, y, x);
            }
        });
        RowSource source = new Sources.Activated(x, identity, x);
        for (SeparableConvolution[] block : blocks) {
            pass.run(source, block[0], branch, 1);
            pass.run(new Sources.Activated(branch, identity, null), block[1], branch, 1);
            source = new Sources.Residual(branch, identity, x, x);
        }
        RowSource last = source;
        workers.run(index -> {
            for (int y = workers.first(index, x.height); y < workers.first(index + 1, x.height); y++) {
                unfold(last, y, rowBuffers[index], picture);
            }
        });
    }

    /** The last layer of a row of cells, which is {@code fold} rows of the picture. */
    private void unfold(RowSource source, int y, float[] buffer, float[] picture) {
        int pitch = x.pitch();
        int channels = x.blocks * BLOCK;
        int first = Kernels.FIRST;
        int tileAt = first + x.blocks * pitch;
        int outAt = tileAt + Kernels.TILE * channels;
        source.load(kernels, y, buffer, first, pitch, false, null);
        for (int at = 0; at < x.width; at += Kernels.TILE) {
            int pixels = Math.min(Kernels.TILE, x.width - at);
            kernels.gather(buffer, first + at * BLOCK, pitch, x.blocks, buffer, tileAt, pixels);
            kernels.pointwise(
                    buffer,
                    tileAt,
                    channels,
                    parameters.array(),
                    headAt,
                    headBiasAt,
                    layout.outputs(),
                    buffer,
                    outAt + at * BLOCK,
                    pitch,
                    pixels);
        }
        int outputs = SeparableConvolution.blocks(layout.outputs());
        for (int block = 0; block < outputs; block++) {
            int at = outAt + block * pitch;
            checkFinite(buffer, at, x.width * BLOCK);
            kernels.shade(buffer, at, buffer, at, x.width * BLOCK);
        }
        int fold = layout.fold();
        for (int row = 0; row < fold && y * fold + row < shape.height(); row++) {
            unfoldRow(buffer, outAt, row, (y * fold + row) * shape.width() * COLOURS, picture);
        }
    }

    private void unfoldRow(float[] buffer, int outAt, int row, int to, float[] picture) {
        int fold = layout.fold();
        for (int colour = 0; colour < COLOURS; colour++) {
            for (int column = 0; column < fold; column++) {
                int output = (colour * fold + row) * fold + column;
                int from = outAt + output / BLOCK * x.pitch() + output % BLOCK;
                for (int px = column; px < shape.width(); px += fold) {
                    picture[to + px * COLOURS + colour] = buffer[from];
                    from += BLOCK;
                }
            }
        }
    }

    /** Whatever overflows in a layer stays infinite or not a number up to here. */
    private static void checkFinite(float[] values, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            // NaN is greater than everything to Math.max.
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (!(largest <= Float.MAX_VALUE)) {
            throw new FormatException("weights", 0, "the renderer's weights make its numbers overflow");
        }
    }
}
