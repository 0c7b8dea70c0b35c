package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.COEFFICIENTS;

import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.Kernels;
import org.fovea.render.kernel.ScalarMath;

/**
 * Residual blocks and the last layer of the families {@code compact} and {@code latent}, whose first layers are their
 * own: cells in, a picture out. {@code docs/rendering.md} §7 fixes every operation. Two planes hold all that is alive.
 */
final class CellNetwork {
    private static final int COLOURS = CellShape.COLOURS;

    private final Kernels kernels;
    private final Workers workers;
    private final CellShape shape;
    private final CellInput input;
    private final Parameters parameters;
    private final SeparableConvolution[][] blocks;
    private final int headAt;
    private final int headBiasAt;
    private final float[] identity;
    private final Plane x;
    private final Plane branch;
    private final ConvolutionPass pass;
    private final float[][] rowBuffers;

    CellNetwork(CellShape shape, RendererWeights weights, CellInput input, Workers workers, Kernels kernels) {
        this.shape = shape;
        this.input = input;
        this.kernels = kernels;
        this.workers = workers;
        int wide = shape.wide();
        int outputs = SeparableConvolution.blocks(shape.outputs());
        x = shape.plane();
        branch = shape.plane();
        long channels = (long) wide * BLOCK;
        long perLayer = channels * (9 + channels + 1);
        parameters = new Parameters(
                2L * shape.blocks() * perLayer + (channels + 1) * outputs * BLOCK, 6 * shape.blocks() + 2);
        blocks = new SeparableConvolution[shape.blocks()][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new SeparableConvolution[] {layer(weights, i, 1), layer(weights, i, 2)};
        }
        float[] head = spread(weights.values("output.weight"), shape.outputs(), shape.channels(), wide * BLOCK);
        headAt = parameters.put(kernels.packPointwise(head, shape.outputs(), wide * BLOCK));
        headBiasAt = parameters.put(Arrays.copyOf(weights.values("output.bias"), outputs * BLOCK));
        identity = identity(wide);
        pass = new ConvolutionPass(kernels, workers, new RowStatistics(x.height, wide), x.width, wide);
        rowBuffers = new float[workers.count()][];
        for (int i = 0; i < rowBuffers.length; i++) {
            // A row of channels in blocks, one tile of it pixel by pixel, the outputs in blocks.
            int length = (wide + outputs) * x.pitch() + Kernels.TILE * wide * BLOCK;
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

    /** Rows of {@code inputs} weights, each filled up to {@code wide}. */
    static float[] spread(float[] weights, int outputs, int inputs, int wide) {
        float[] spread = new float[outputs * wide];
        for (int output = 0; output < outputs; output++) {
            System.arraycopy(weights, output * inputs, spread, output * wide, inputs);
        }
        return spread;
    }

    /** Coefficients of an activation without normalisation: fma(t, 1, 0) is t. */
    static float[] identity(int blocks) {
        float[] coefficients = new float[blocks * COEFFICIENTS];
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(coefficients, block * COEFFICIENTS, block * COEFFICIENTS + COEFFICIENTS / 2, 1f);
        }
        return coefficients;
    }

    /** Bytes of its planes and buffers with one thread, without those of its input. */
    static long memory(CellShape shape) {
        int wide = shape.wide();
        int outputs = SeparableConvolution.blocks(shape.outputs());
        long buffers = (7L * wide + outputs) * Plane.pitch(shape.columns());
        long statistics = 2L * shape.rows() * wide * Kernels.STATISTICS;
        return 2 * shape.planeMemory() + Float.BYTES * (buffers + statistics);
    }

    /**
     * Renders what its input took last.
     *
     * @param picture receives {@code [row][column][colour]}, 0..255
     * @throws FormatException where numbers overflow
     */
    void draw(float[] picture) {
        workers.rows(x.height, y -> input.row(y, x));
        RowSource source = new Sources.Activated(x, identity, null, x);
        for (int i = 0; i < blocks.length; i++) {
            pass.run(source, blocks[i][0], branch, 1);
            pass.run(new Sources.Activated(branch, input.coefficients(i), null, null), blocks[i][1], branch, 1);
            source = new Sources.Activated(branch, identity, x, x);
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
        source.load(kernels, y, buffer, first, pitch, false, RowSource.NO_SCRATCH);
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
                    shape.outputs(),
                    buffer,
                    outAt + at * BLOCK,
                    pitch,
                    pixels);
        }
        int outputs = SeparableConvolution.blocks(shape.outputs());
        for (int block = 0; block < outputs; block++) {
            int at = outAt + block * pitch;
            // Whatever overflows in a layer stays infinite or not a number up to here.
            if (!ScalarMath.colours(buffer, at, buffer, at, x.width * BLOCK)) {
                throw new FormatException("weights", 0, "the renderer's weights make its numbers overflow");
            }
        }
        int fold = shape.fold();
        for (int row = 0; row < fold && y * fold + row < shape.height(); row++) {
            unfoldRow(buffer, outAt, row, (y * fold + row) * shape.width() * COLOURS, picture);
        }
    }

    private void unfoldRow(float[] buffer, int outAt, int row, int to, float[] picture) {
        int fold = shape.fold();
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
}
