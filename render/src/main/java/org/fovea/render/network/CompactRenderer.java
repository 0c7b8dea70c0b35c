package org.fovea.render.network;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.family.CompactFamily;
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
 * Draws pairs of {@link CompactFamily}. {@code docs/rendering.md} §7 fixes every operation. Remembers what it drew
 * last: the same mask with another pose does not run the network again, and the same pose with other corrections does
 * not move the picture again.
 */
public final class CompactRenderer implements PairRenderer {
    private final Kernels kernels;
    private final CompactFamily.Layout layout;
    private final MaskShape shape;
    private final FrameSize size;
    private final Workers workers;
    private final CompactNetwork network;
    private final Warp motion;
    private final Upsampler upsampler;
    private final Upsampler.Rows[] rows;
    private final float[] picture;
    private final float[] changed;

    /** Frames before corrections; what they show is null where they hold nothing. */
    private final byte[] drawnFrame;

    private byte @Nullable [] drawnMask;
    private final byte[] movedFrame;
    private float @Nullable [] movedPose;

    /** @throws IllegalArgumentException where the weights do not fit or the masks are too large */
    public CompactRenderer(
            CompactFamily.Layout layout,
            RendererWeights weights,
            MaskShape shape,
            FrameSize size,
            int threads,
            Kernels kernels) {
        this.kernels = kernels;
        this.layout = layout;
        this.shape = shape;
        this.size = size;
        picture = new float[CompactFamily.COLOURS * shape.pixels()];
        changed = new float[picture.length];
        drawnFrame = new byte[size.rgbBytes()];
        movedFrame = new byte[size.rgbBytes()];
        upsampler = new Upsampler(kernels, shape.height(), shape.width(), size);
        workers = new Workers(threads);
        rows = new Upsampler.Rows[threads];
        Arrays.setAll(rows, i -> upsampler.rows());
        network = new CompactNetwork(layout, weights, shape, workers, kernels);
        motion = new Warp(shape.height(), shape.width(), workers);
    }

    /**
     * Bytes that a renderer with one thread takes, with its two frames.
     *
     * @throws IllegalArgumentException where the masks are too large for this family
     */
    public static long memory(CompactFamily.Layout layout, MaskShape shape, FrameSize size) {
        long pictures = 2L * Float.BYTES * CompactFamily.COLOURS * shape.pixels();
        // Parameters and row buffers of convolutions take at least two megabytes each.
        long buffers = 24L << 20;
        return CompactNetwork.memory(layout, shape)
                + Warp.memory(shape.height(), shape.width())
                + pictures
                + shape.pixels()
                + 4L * size.rgbBytes()
                + buffers;
    }

    @Override
    public void render(PairInput input, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
        byte[] mask = input.mask();
        Objects.requireNonNull(edits);
        PairCheck.verify(shape, size, CompactFamily.POSE, mask, pose, frame1, frame2);
        boolean firstIsDrawn = layout.drawn() == 1;
        drawn(mask, edits.tiles(), pose, firstIsDrawn ? frame1 : frame2, firstIsDrawn ? frame2 : frame1);
        edits.apply(0, frame1, size.width());
        edits.apply(1, frame2, size.width());
    }

    private void drawn(byte[] mask, List<TileAction> tiles, float[] pose, byte[] drawn, byte[] moved) {
        if (!Arrays.equals(mask, drawnMask)) {
            drawnMask = null;
            movedPose = null;
            network.draw(mask, picture);
            motion.look(picture);
            resize(picture, drawnFrame);
            drawnMask = mask.clone();
        }
        if (!Arrays.equals(pose, movedPose)) {
            movedPose = null;
            motion.move(picture, pose, changed);
            resize(changed, movedFrame);
            movedPose = pose.clone();
        }
        System.arraycopy(movedFrame, 0, moved, 0, moved.length);
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
    public String description() {
        return kernels.name() + ", " + workers.count() + (workers.count() == 1 ? " thread" : " threads");
    }

    @Override
    public void close() {
        workers.close();
    }
}
