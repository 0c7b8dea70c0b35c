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
import org.fovea.render.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Renders pairs of {@link CompactFamily} and {@link LatentFamily}: a picture with a network, which is one of the
 * frames, and what a pose makes of it; or two pictures, and what poses make of each. {@code docs/rendering.md} §7 and
 * §10 fix every operation. Remembers what it rendered last: the same input with another pose does not run the network
 * again, and the same pose with other corrections does not make a moved frame again.
 */
public final class CellRenderer implements PairRenderer {
    private final CellShape shape;
    private final FrameSize size;
    private final Workers workers;
    private final CellInput input;
    private final CellNetwork network;
    private final Warp[] warps;
    private final Upsampler upsampler;
    private final float[][] pictures;

    /** Whether each picture shows what was taken last. */
    private final boolean[] isDrawn;

    private final float[] changed;

    /** The picture as a frame, before corrections, where one frame is it. */
    private final byte[] drawnFrame;

    /** The frames before corrections, where they are moved, and the poses that they show. */
    private final byte[][] movedFrames;

    private final float[] @Nullable [] movedPoses;

    private CellRenderer(
            CellShape shape, RendererWeights weights, CellInput input, FrameSize size, int threads, Kernels kernels) {
        this.shape = shape;
        this.input = input;
        this.size = size;
        changed = new float[CellShape.COLOURS * shape.height() * shape.width()];
        pictures = new float[shape.pictures()][changed.length];
        isDrawn = new boolean[shape.pictures()];
        drawnFrame = new byte[size.rgbBytes()];
        movedFrames = new byte[shape.moved()][size.rgbBytes()];
        movedPoses = new float[shape.moved()][];
        workers = new Workers(threads);
        upsampler = new Upsampler(kernels, workers, shape.height(), shape.width(), size);
        network = new CellNetwork(shape, weights, input, workers, kernels);
        warps = new Warp[shape.pictures()];
        Arrays.setAll(warps, i -> new Warp(shape.height(), shape.width(), workers));
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
        long pictures = (shape.pictures() + 1L) * Float.BYTES * CellShape.COLOURS * shape.height() * shape.width();
        // Parameters and row buffers of convolutions take at least two megabytes each.
        long buffers = 24L << 20;
        return CellNetwork.memory(shape)
                + shape.pictures() * Warp.memory(shape.height(), shape.width())
                + pictures
                + (3L + shape.moved()) * size.rgbBytes()
                + buffers;
    }

    @Override
    public void render(PairInput from, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
        Objects.requireNonNull(edits);
        PairCheck.verify(size, CompactFamily.POSE * shape.moved(), pose, frame1, frame2);
        for (int i = 0; i < pictures.length; i++) {
            draw(from, i);
        }
        boolean firstIsDrawn = shape.drawn() == 1;
        move(0, pose, firstIsDrawn ? frame2 : frame1);
        if (shape.drawn() == CompactFamily.NEITHER) {
            move(1, pose, frame2);
        } else {
            System.arraycopy(drawnFrame, 0, firstIsDrawn ? frame1 : frame2, 0, drawnFrame.length);
        }
        if (!edits.tiles().isEmpty()) {
            edit(edits.tiles(), pose, firstIsDrawn ? frame1 : frame2);
        }
        edits.apply(0, frame1, size.width());
        edits.apply(1, frame2, size.width());
    }

    private void draw(PairInput from, int index) {
        if (!input.take(from, index, isDrawn[index])) {
            return;
        }
        isDrawn[index] = false;
        for (int frame = 0; frame < movedPoses.length; frame++) {
            if (picture(frame) == pictures[index]) {
                movedPoses[frame] = null;
            }
        }
        network.draw(pictures[index]);
        warps[index].take(pictures[index]);
        if (shape.drawn() != CompactFamily.NEITHER) {
            upsampler.resize(pictures[index], drawnFrame);
        }
        isDrawn[index] = true;
    }

    /** What a moved frame is made of. */
    private float[] picture(int moved) {
        return pictures[Math.min(moved, pictures.length - 1)];
    }

    private void warp(int moved, float[] pose) {
        warps[Math.min(moved, warps.length - 1)].make(picture(moved), pose, changed);
    }

    /** The frame that one of the pair's poses makes of its picture. */
    private void move(int index, float[] poses, byte[] frame) {
        float[] pose = pose(index, poses);
        if (!Arrays.equals(pose, movedPoses[index])) {
            movedPoses[index] = null;
            warp(index, pose);
            upsampler.resize(changed, movedFrames[index]);
            movedPoses[index] = pose;
        }
        System.arraycopy(movedFrames[index], 0, frame, 0, frame.length);
    }

    private static float[] pose(int index, float[] poses) {
        return Arrays.copyOfRange(poses, index * CompactFamily.POSE, (index + 1) * CompactFamily.POSE);
    }

    /** The frame whose tiles are corrected, the second one where both are moved. */
    private void edit(List<TileAction> tiles, float[] poses, byte[] frame) {
        if (shape.drawn() == CompactFamily.NEITHER) {
            warp(1, pose(1, poses));
        } else {
            System.arraycopy(pictures[0], 0, changed, 0, changed.length);
        }
        for (TileAction action : tiles) {
            TileTable.apply(action, changed, shape.height(), shape.width());
        }
        upsampler.resize(changed, frame);
    }

    @Override
    public void close() {
        workers.close();
    }
}
