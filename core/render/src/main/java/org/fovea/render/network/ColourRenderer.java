package org.fovea.render.network;

import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.FrameEdits;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.frame.TileTable;
import org.fovea.render.kernel.Kernels;

/** Renders the colours of {@link ColourFamily}. {@code docs/rendering.md} §6 fixes every operation. */
public final class ColourRenderer implements PairRenderer {
    private static final int CHANNELS = 3;
    private static final float MIDDLE = 127.5f;
    private static final float MOST = 255f;

    private final ColourFamily.Grid grid;
    private final MaskShape shape;
    private final FrameSize size;
    private final float[] nodes;
    private final Workers workers;
    private final Upsampler upsampler;
    private final Position[] across;
    private final Position[] down;
    private final float[] colours;
    private final float[] moved;

    /** @throws IllegalArgumentException where the weights do not fit */
    public ColourRenderer(
            ColourFamily.Grid grid,
            RendererWeights weights,
            MaskShape shape,
            FrameSize size,
            int threads,
            Kernels kernels) {
        this.grid = grid;
        this.shape = shape;
        this.size = size;
        nodes = weights.values(ColourFamily.COLOURS);
        across = Position.stretched(grid.columns(), shape.width());
        down = Position.stretched(grid.rows(), shape.height());
        colours = new float[CHANNELS * shape.pixels()];
        moved = new float[CHANNELS * shape.pixels()];
        workers = new Workers(threads);
        upsampler = new Upsampler(kernels, workers, shape.height(), shape.width(), size);
    }

    /** Bytes that a renderer takes, with its two frames. */
    public static long memory(MaskShape shape, FrameSize size) {
        return 2L * Float.BYTES * CHANNELS * shape.pixels() + 2L * size.rgbBytes() + (1 << 20);
    }

    @Override
    public void render(PairInput input, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
        byte[] mask = input.mask();
        Objects.requireNonNull(edits);
        PairCheck.verify(shape, size, ColourFamily.POSE, mask, pose, frame1, frame2);
        workers.rows(shape.height(), y -> paintRow(mask, y));
        workers.rows(shape.height(), y -> moveRow(pose, y));
        for (TileAction action : edits.tiles()) {
            TileTable.apply(action, colours, shape.height(), shape.width());
        }
        upsampler.resize(moved, frame1);
        upsampler.resize(colours, frame2);
        edits.apply(0, frame1, size.width());
        edits.apply(1, frame2, size.width());
    }

    private void paintRow(byte[] mask, int y) {
        int plane = grid.rows() * grid.columns();
        Position row = down[y];
        int above = row.near() * grid.columns();
        int below = row.far() * grid.columns();
        for (int x = 0; x < shape.width(); x++) {
            Position column = across[x];
            int pixel = y * shape.width() + x;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int at = ((mask[pixel] & 0xff) * CHANNELS + channel) * plane;
                float top = column.blend(nodes[at + above + column.near()], nodes[at + above + column.far()]);
                float bottom = column.blend(nodes[at + below + column.near()], nodes[at + below + column.far()]);
                float value = row.blend(top, bottom) * MIDDLE + MIDDLE;
                colours[pixel * CHANNELS + channel] = Math.min(Math.max(value, 0f), MOST);
            }
        }
    }

    /** Row y of the first frame: the second frame's colours around where its pixels will go. */
    private void moveRow(float[] pose, int y) {
        Position row = Position.of(target(y, shape.height(), pose[1], pose[2]), shape.height());
        int above = row.near() * shape.width();
        int below = row.far() * shape.width();
        for (int x = 0; x < shape.width(); x++) {
            Position column = Position.of(target(x, shape.width(), pose[0], pose[2]), shape.width());
            for (int channel = 0; channel < CHANNELS; channel++) {
                int near = column.near() * CHANNELS + channel;
                int far = column.far() * CHANNELS + channel;
                float top = column.blend(colours[above * CHANNELS + near], colours[above * CHANNELS + far]);
                float bottom = column.blend(colours[below * CHANNELS + near], colours[below * CHANNELS + far]);
                moved[(y * shape.width() + x) * CHANNELS + channel] = row.blend(top, bottom);
            }
        }
    }

    /** Where a pixel of the first frame lies in the second: i + shift + (i − centre)·enlargement. */
    private static float target(int i, int samples, float shift, float enlargement) {
        float fromCentre = i - (samples - 1) * 0.5f;
        return i + shift + fromCentre * enlargement;
    }

    @Override
    public void close() {
        workers.close();
    }
}
