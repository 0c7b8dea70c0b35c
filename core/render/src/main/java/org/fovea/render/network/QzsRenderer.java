package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileGrid;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.FrameEdits;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.frame.TileTable;
import org.fovea.render.kernel.Kernels;
import org.fovea.render.kernel.ScalarMath;
import org.jspecify.annotations.Nullable;

/**
 * The network of the QZS3 family ({@code docs/rendering.md} §1 has it). Three planes at mask resolution and two at half
 * resolution hold all that is alive at any time; most layers write over what they read.
 */
public final class QzsRenderer implements PairRenderer {
    private static final int COLOURS = 3;
    private static final int POSE = QzsFamily.POSE;

    private final Kernels kernels;
    private final MaskShape shape;
    private final int reduction;
    private final int height;
    private final int width;
    private final FrameSize size;
    private final Workers workers;
    private final RowStatistics statistics;
    private final ConvolutionPass pass;
    private final Plane p0;
    private final Plane p1;
    private final Plane p2;
    private final Plane q0;
    private final Plane q1;
    private final float[] colours;
    private final float[][] rowBuffers;
    private final Upsampler upsampler;

    private final Parameters parameters;
    private final float[] embedding;
    private final Layer stem;
    private final Block stemBlock;
    private final Layer down;
    private final Block downBlock;
    private final Layer up;
    private final Layer fuse;
    private final Block fuseBlock;
    private final Head head1;
    private final Head head2;
    private final Conditioning conditioning;

    private record Layer(SeparableConvolution convolution, Normalisation norm) {}

    private record Block(Layer first, Layer second) {}

    private record Head(Block block1, Block block2, Layer pre, int weightAt, int biasAt) {}

    /**
     * @param shape size and classes of the masks; height and width must be even where the network runs at their
     *     resolution
     * @throws IllegalArgumentException where the shape or the weights do not fit the family
     */
    public QzsRenderer(
            QzsFamily.Widths widths,
            RendererWeights weights,
            MaskShape shape,
            FrameSize size,
            int threads,
            Kernels kernels) {
        this.kernels = kernels;
        this.shape = shape;
        this.size = size;
        reduction = widths.reduction();
        height = widths.cells(shape.height());
        width = widths.cells(shape.width());
        int b1 = SeparableConvolution.blocks(widths.c1());
        int b2 = SeparableConvolution.blocks(widths.c2());
        int hidden = SeparableConvolution.blocks(widths.hidden());
        int widest = Math.max(b1, hidden);
        long count = new QzsFamily()
                .tensors(widths.parameters(), shape.classes()).stream()
                        .mapToLong(TensorSpec::count)
                        .sum();
        // Channels padded to whole blocks can double a narrow network, and eightfold its narrowest layers.
        parameters = new Parameters(8 * count, 200);
        Loader loader = new Loader(weights);
        embedding = weights.values("shared_trunk.embedding.weight");
        stem = loader.layer("shared_trunk.stem_conv", 1);
        stemBlock = loader.block("shared_trunk.stem_block");
        down = loader.layer("shared_trunk.down_conv", 1);
        downBlock = loader.block("shared_trunk.down_block");
        up = loader.layer("shared_trunk.up.1", 1);
        fuse = loader.layer("shared_trunk.fuse", 2);
        fuseBlock = loader.block("shared_trunk.fuse_block");
        head1 = loader.head("frame1_head", widths.hidden());
        head2 = loader.head("frame2_head", widths.hidden());
        conditioning = new Conditioning(weights, "frame1_head.block1.film_proj");
        p0 = new Plane(height, width, widest);
        p1 = new Plane(height, width, b1);
        p2 = new Plane(height, width, widest);
        q0 = new Plane(height / 2, width / 2, b2);
        q1 = new Plane(height / 2, width / 2, b2);
        statistics = new RowStatistics(height, Math.max(widest, b2));
        workers = new Workers(threads);
        pass = new ConvolutionPass(kernels, workers, statistics, width, Math.max(Math.max(2 * b1, b2), hidden));
        colours = new float[height * width * COLOURS];
        rowBuffers = new float[threads][];
        upsampler = new Upsampler(kernels, workers, height, width, shape.height(), shape.width(), reduction, size);
        for (int i = 0; i < threads; i++) {
            // A row of hidden channels in blocks, the same pixel by pixel for one tile, the colours in a block, and
            // their shades.
            rowBuffers[i] =
                    new float[Parameters.aligned((hidden + 2) * Plane.pitch(width) + Kernels.TILE * hidden * BLOCK)];
        }
    }

    /**
     * Bytes that a renderer with one thread takes, with its two frames.
     *
     * @throws IllegalArgumentException where the planes would be too large for this family
     */
    public static long memory(QzsFamily.Widths widths, MaskShape shape, FrameSize size) {
        int b1 = SeparableConvolution.blocks(widths.c1());
        int b2 = SeparableConvolution.blocks(widths.c2());
        int hidden = SeparableConvolution.blocks(widths.hidden());
        int widest = Math.max(b1, hidden);
        int height = widths.cells(shape.height());
        int width = widths.cells(shape.width());
        long full = 2L * Plane.floats(height, width, widest) + Plane.floats(height, width, b1);
        long half = 2L * Plane.floats(height / 2, width / 2, b2);
        long rows = (6L * Math.max(Math.max(2 * b1, b2), hidden) + hidden + 4) * Plane.pitch(width);
        long colours = (long) COLOURS * height * width;
        long statistics = 2L * height * Math.max(widest, b2) * Kernels.STATISTICS;
        return Float.BYTES * (full + half + rows + colours + statistics) + 2L * size.rgbBytes();
    }

    private final class Loader {
        private final RendererWeights weights;

        Loader(RendererWeights weights) {
            this.weights = weights;
        }

        Layer layer(String name, int parts) {
            return new Layer(convolution(name, parts), norm(name + ".norm"));
        }

        Block block(String name) {
            return new Block(
                    layer(name + ".conv1", 1), new Layer(convolution(name + ".conv2", 1), norm(name + ".norm2")));
        }

        Head head(String name, int hidden) {
            int wide = SeparableConvolution.blocks(hidden) * BLOCK;
            float[] spread = CellNetwork.spread(weights.values(name + ".head.weight"), COLOURS, hidden, wide);
            return new Head(
                    block(name + ".block1"),
                    block(name + ".block2"),
                    layer(name + ".pre", 1),
                    parameters.put(kernels.packPointwise(spread, COLOURS, wide)),
                    parameters.put(Arrays.copyOf(weights.values(name + ".head.bias"), BLOCK)));
        }

        private SeparableConvolution convolution(String name, int parts) {
            return new SeparableConvolution(
                    kernels,
                    parameters,
                    weights.values(name + ".dw.weight"),
                    weights.values(name + ".pw.weight"),
                    weights.values(name + ".pw.bias"),
                    parts);
        }

        private Normalisation norm(String name) {
            return new Normalisation(weights.values(name + ".weight"), weights.values(name + ".bias"));
        }
    }

    @Override
    public void render(PairInput input, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
        byte[] mask = input.mask();
        Objects.requireNonNull(edits);
        PairCheck.verify(shape, size, POSE, mask, pose, frame1, frame2);
        float[] film = conditioning.film(pose);
        Trunk trunk = trunk(mask);
        // p1 is now the trunk's output before its last activation's halves are joined; see trunk().
        head(head1, new Sources.Activated(trunk.raw, trunk.coefficients, p1, p1), film, p1, p2);
        resize(frame1, List.of());
        edits.apply(0, frame1, size.width());
        head(head2, new Sources.Stored(p1), null, p1, trunk.raw);
        resize(frame2, edits.tiles());
        edits.apply(1, frame2, size.width());
    }

    /** The last layer of the trunk before its activation. */
    private record Trunk(Plane raw, float[] coefficients) {}

    /** Leaves the trunk's output F as SiLU(raw·scale + shift + p1), which the first head joins and stores in p1. */
    private Trunk trunk(byte[] mask) {
        Plane a = p0.withBlocks(stem.convolution.outBlocks());
        Plane b = p1;
        pass.run(
                new EmbeddedMask(mask, shape, reduction, height, width, embedding, QzsFamily.EMBEDDING),
                stem.convolution,
                a,
                1);
        float[] coefficients = stem.norm.coefficients(statistics);
        // Stem block: x stays in a, the branch goes to b.
        coefficients = block(stemBlock, new Sources.Activated(a, coefficients, null, a), b, null);
        // S = SiLU(branch + x) stays in a.
        pass.run(new Sources.Activated(b, coefficients, a, a), down.convolution, q0, 2);
        coefficients = down.norm.coefficients(statistics);
        coefficients = block(downBlock, new Sources.Activated(q0, coefficients, null, q0), q1, null);
        join(q1, coefficients, q0);
        pass.run(new Sources.Doubled(q0), up.convolution, b, 1);
        coefficients = up.norm.coefficients(statistics);
        pass.run(
                new Sources.Concatenated(new Sources.Activated(b, coefficients, null, null), new Sources.Stored(a)),
                fuse.convolution,
                b,
                1);
        coefficients = fuse.norm.coefficients(statistics);
        return new Trunk(a, block(fuseBlock, new Sources.Activated(b, coefficients, null, b), a, null));
    }

    /** Two convolutions into {@code branch}; gives the coefficients of its last normalisation. */
    private float[] block(Block block, RowSource input, Plane branch, float @Nullable [] film) {
        pass.run(input, block.first.convolution, branch, 1);
        float[] coefficients = block.first.norm.coefficients(statistics);
        pass.run(new Sources.Activated(branch, coefficients, null, null), block.second.convolution, branch, 1);
        return block.second.norm.coefficients(statistics, film);
    }

    /** other = SiLU(raw·scale + shift + other). */
    private void join(Plane raw, float[] coefficients, Plane other) {
        Sources.Activated source = new Sources.Activated(raw, coefficients, other, null);
        workers.rows(
                raw.height,
                y -> source.load(kernels, y, other.data, other.row(y), other.pitch(), false, RowSource.NO_SCRATCH));
    }

    /**
     * One frame's head; leaves its colours in {@link #colours}.
     *
     * @param input the trunk's output, which lies in {@code trunk} at the latest when it has been read once
     * @param trunk plane of the trunk's output
     * @param spare for the second block, may be the first block's plane where {@code trunk} need not be kept
     */
    private void head(Head head, RowSource input, float @Nullable [] film, Plane trunk, Plane spare) {
        Plane a = p0.withBlocks(head.block1.first.convolution.outBlocks());
        boolean keepTrunk = spare.data != a.data;
        float[] coefficients = block(head.block1, input, a, film);
        Plane joined = keepTrunk ? a : trunk;
        Plane branch = spare.withBlocks(head.block2.first.convolution.outBlocks());
        coefficients = block(head.block2, new Sources.Activated(a, coefficients, trunk, joined), branch, null);
        Plane last = keepTrunk ? p2 : p0;
        Plane pre = last.withBlocks(head.pre.convolution.outBlocks());
        pass.run(new Sources.Activated(branch, coefficients, joined, null), head.pre.convolution, pre, 1);
        shade(head, pre, head.pre.norm.coefficients(statistics));
    }

    private void shade(Head head, Plane pre, float[] coefficients) {
        workers.run(index -> {
            for (int y = workers.first(index, pre.height); y < workers.first(index + 1, pre.height); y++) {
                shadeRow(head, pre, coefficients, y, rowBuffers[index]);
            }
        });
    }

    private void shadeRow(Head head, Plane pre, float[] coefficients, int y, float[] buffer) {
        int pitch = pre.pitch();
        int channels = pre.blocks * BLOCK;
        int first = Kernels.FIRST;
        int colourAt = first + pre.blocks * pitch;
        int tileAt = colourAt + 2 * pitch;
        new Sources.Activated(pre, coefficients, null, null)
                .load(kernels, y, buffer, first, pitch, false, RowSource.NO_SCRATCH);
        for (int x = 0; x < pre.width; x += Kernels.TILE) {
            int pixels = Math.min(Kernels.TILE, pre.width - x);
            kernels.gather(buffer, first + x * BLOCK, pitch, pre.blocks, buffer, tileAt, pixels);
            kernels.pointwise(
                    buffer,
                    tileAt,
                    channels,
                    parameters.array(),
                    head.weightAt,
                    head.biasAt,
                    COLOURS,
                    buffer,
                    colourAt + x * BLOCK,
                    0,
                    pixels);
        }
        ScalarMath.colours(buffer, colourAt, buffer, colourAt + pitch, pre.width * BLOCK);
        int to = y * pre.width * COLOURS;
        int from = colourAt + pitch;
        int end = from + pre.width * BLOCK;
        for (; from < end; from += BLOCK) {
            colours[to] = buffer[from];
            colours[to + 1] = buffer[from + 1];
            colours[to + 2] = buffer[from + 2];
            to += COLOURS;
        }
    }

    private void resize(byte[] frame, List<TileAction> tiles) {
        for (TileAction action : tiles) {
            TileTable.apply(action, colours, height, width, TileGrid.SIDE / reduction);
        }
        upsampler.resize(colours, frame);
    }

    @Override
    public void close() {
        workers.close();
    }
}
