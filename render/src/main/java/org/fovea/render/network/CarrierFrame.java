package org.fovea.render.network;

import org.fovea.codec.FormatException;
import org.fovea.codec.family.Carrier;
import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.ScalarMath;

/**
 * Draws a {@link Carrier}: patterns weighted by the pose, on a coarse grid of nodes that is stretched over the frame.
 * {@code docs/rendering.md} §11 fixes every operation.
 */
final class CarrierFrame implements OtherFrame {
    private static final int COLOURS = CellShape.COLOURS;
    private static final float MOST = 255f;

    private final Carrier layout;
    private final int height;
    private final int width;
    private final Workers workers;

    /** {@code [pattern][colour][row][column]}. */
    private final float[] patterns;

    /** {@code [colour]}, in the units of patterns. */
    private final float[] grey;

    /** {@code [colour][row][column]}, grey levels. */
    private final float[] nodes;

    private final Position[] across;
    private final Position[] down;

    CarrierFrame(Carrier layout, RendererWeights weights, int height, int width, Workers workers) {
        this.layout = layout;
        this.height = height;
        this.width = width;
        this.workers = workers;
        patterns = weights.values(Carrier.PATTERNS);
        grey = weights.values(Carrier.GREY);
        nodes = new float[layout.colours() * layout.nodes()];
        across = Position.stretched(layout.columns(), width);
        down = Position.stretched(layout.rows(), height);
    }

    /** Bytes of its grids. */
    static long memory(Carrier layout, int height, int width) {
        return (layout.patterns() + 1L) * layout.colours() * layout.nodes() * Float.BYTES + 64L * (height + width);
    }

    @Override
    public int numbers() {
        return layout.patterns();
    }

    @Override
    public boolean followsPicture() {
        return false;
    }

    @Override
    public void look(float[] picture) {
        // The carrier is the same whatever the other frame shows.
    }

    @Override
    public void make(float[] picture, float[] pose, float[] out) {
        sum(pose);
        workers.run(index -> {
            float[] row = new float[layout.colours() * layout.columns()];
            for (int y = workers.first(index, height); y < workers.first(index + 1, height); y++) {
                stretch(y, row, out);
            }
        });
    }

    private void sum(float[] pose) {
        for (int node = 0; node < nodes.length; node++) {
            float sum = 0;
            for (int i = 0; i < pose.length; i++) {
                float number = Math.min(Math.max(pose[i], -Warp.MAX_POSE), Warp.MAX_POSE);
                sum = ScalarMath.fma(number, patterns[i * nodes.length + node], sum);
            }
            float level = ScalarMath.fma(sum + grey[node / layout.nodes()], Carrier.UNIT, Carrier.MIDDLE);
            if (!Float.isFinite(level)) {
                throw new FormatException("weights", 0, "the sum of a carrier's patterns is not finite");
            }
            nodes[node] = Math.min(Math.max(level, -Warp.MAX_POSE), Warp.MAX_POSE);
        }
    }

    private void stretch(int y, float[] row, float[] out) {
        int columns = layout.columns();
        Position place = down[y];
        for (int colour = 0; colour < layout.colours(); colour++) {
            int above = colour * layout.nodes() + place.near() * columns;
            int below = colour * layout.nodes() + place.far() * columns;
            for (int x = 0; x < columns; x++) {
                row[colour * columns + x] = place.blend(nodes[above + x], nodes[below + x]);
            }
        }
        for (int x = 0; x < width; x++) {
            Position column = across[x];
            for (int colour = 0; colour < COLOURS; colour++) {
                int from = layout.colours() == 1 ? 0 : colour * columns;
                float level = column.blend(row[from + column.near()], row[from + column.far()]);
                out[(y * width + x) * COLOURS + colour] = Math.min(Math.max(level, 0f), MOST);
            }
        }
    }
}
