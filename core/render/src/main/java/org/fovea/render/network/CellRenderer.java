package org.fovea.render.network;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.FrameEdits;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.frame.TileTable;
import org.fovea.render.frame.Upsampler;
import org.fovea.render.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Renders pairs of {@link CompactFamily} and {@link LatentFamily}: one frame with a network, the other is that one,
 * moved. {@code docs/rendering.md} §7 and §10 fix every operation. Remembers what it rendered last: the same input with
 * another pose does not run the network again, and the same pose with other corrections does not make the other frame
 * again.
 */
public final class CellRenderer implements PairRenderer {
    private final Kernels kernels;
    private final CellShape shape;
    private final FrameSize size;
    private final Workers workers;
    private final CellInput input;
    private final CellNetwork network;
    private final Warp warp;
    private final Upsampler upsampler;
    private final Upsampler.Rows[] rows;
    private final float[] picture;
    private final float[] changed;

    /** Frames before corrections, and whether they show what was taken last. */
    private final byte[] drawnFrame;

    private boolean isDrawn;
    private final byte[] otherFrame;
    private float @Nullable [] otherPose;

    private CellRenderer(
            CellShape shape, RendererWeights weights, CellInput input, FrameSize size, int threads, Kernels kernels) {
        this.kernels = kernels;
        this.shape = shape;
        this.input = input;
        this.size = size;
        picture = new float[CellShape.COLOURS * shape.height() * shape.width()];
        changed = new float[picture.length];
        drawnFrame = new byte[size.rgbBytes()];
        otherFrame = new byte[size.rgbBytes()];
        upsampler = new Upsampler(kernels, shape.height(), shape.width(), size);
        workers = new Workers(threads);
        rows = new Upsampler.Rows[threads];
        Arrays.setAll(rows, i -> upsampler.rows());
        network = new CellNetwork(shape, weights, input, workers, kernels);
        warp = new Warp(shape.height(), shape.width(), workers);
    }

    /**
     * A renderer that renders from masks.
     *
     * @throws IllegalArgumentException where the weights do not fit or the masks are too large
     */
    public static CellRenderer of(
            CompactFamily.Layout layout,
            RendererWeights weights,
            MaskShape masks,
            FrameSize size,
            int threads,
            Kernels kernels) {
        CellShape shape = CellShape.of(layout, masks);
        CellInput input = new FoldedInput(layout, weights, masks, shape);
        return new CellRenderer(shape, weights, input, size, threads, kernels);
    }

    /**
     * A renderer that renders from latent numbers.
     *
     * @param pictures size of what the network renders
     * @throws IllegalArgumentException where the weights do not fit, or the pictures are too large or too small
     */
    public static CellRenderer of(
            LatentFamily.Layout layout,
            RendererWeights weights,
            CodedShape pictures,
            FrameSize size,
            int threads,
            Kernels kernels) {
        CellShape shape = CellShape.of(layout, pictures);
        CellInput input = new LatentInput(layout, weights, shape);
        return new CellRenderer(shape, weights, input, size, threads, kernels);
    }

    /**
     * Bytes that a renderer with one thread takes, with its two frames.
     *
     * @throws IllegalArgumentException where the masks are too large for this family
     */
    public static long memory(CompactFamily.Layout layout, MaskShape masks, FrameSize size) {
        CellShape shape = CellShape.of(layout, masks);
        return FoldedInput.memory(layout, masks, shape) + memory(shape, size);
    }

    /**
     * Bytes that a renderer with one thread takes, with its two frames.
     *
     * @throws IllegalArgumentException where the pictures are too large or too small for this network
     */
    public static long memory(LatentFamily.Layout layout, CodedShape pictures, FrameSize size) {
        CellShape shape = CellShape.of(layout, pictures);
        return LatentInput.memory(layout, shape) + memory(shape, size);
    }

    private static long memory(CellShape shape, FrameSize size) {
        long pictures = 2L * Float.BYTES * CellShape.COLOURS * shape.height() * shape.width();
        // Parameters and row buffers of convolutions take at least two megabytes each.
        long buffers = 24L << 20;
        return CellNetwork.memory(shape)
                + Warp.memory(shape.height(), shape.width())
                + pictures
                + 4L * size.rgbBytes()
                + buffers;
    }

    @Override
    public void render(PairInput from, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
        Objects.requireNonNull(edits);
        PairCheck.verify(size, CompactFamily.POSE, pose, frame1, frame2);
        isDrawn &= !input.take(from);
        boolean firstIsDrawn = shape.drawn() == 1;
        draw(edits.tiles(), pose, firstIsDrawn ? frame1 : frame2, firstIsDrawn ? frame2 : frame1);
        edits.apply(0, frame1, size.width());
        edits.apply(1, frame2, size.width());
    }

    private void draw(List<TileAction> tiles, float[] pose, byte[] drawn, byte[] made) {
        if (!isDrawn) {
            otherPose = null;
            network.draw(picture);
            warp.take(picture);
            resize(picture, drawnFrame);
            isDrawn = true;
        }
        if (!Arrays.equals(pose, otherPose)) {
            otherPose = null;
            warp.make(picture, pose, changed);
            resize(changed, otherFrame);
            otherPose = pose.clone();
        }
        System.arraycopy(otherFrame, 0, made, 0, made.length);
        if (tiles.isEmpty()) {
            System.arraycopy(drawnFrame, 0, drawn, 0, drawn.length);
            return;
        }
        System.arraycopy(picture, 0, changed, 0, picture.length);
        for (TileAction action : tiles) {
            TileTable.apply(action, changed, shape.height(), shape.width());
        }
        resize(changed, drawn);
    }

    private void resize(float[] rgb, byte[] frame) {
        workers.run(index -> upsampler.resize(
                rgb, frame, workers.first(index, size.height()), workers.first(index + 1, size.height()), rows[index]));
    }

    @Override
    public void close() {
        workers.close();
    }
}
